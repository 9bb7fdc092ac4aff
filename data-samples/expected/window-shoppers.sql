-- The last 7 days are 2026-06-24 to 2026-06-30 in Berlin.
WITH customers AS (
    SELECT "Customer no." AS customer, "First name" AS first_name, "Last name" AS last_name, "E-mail" AS email,
        Birthday::DATE AS birthday, "Address no."::BIGINT AS address, "Customer since"::DATE AS since,
        lower(Newsletter) IN ('true', 't', 'yes', 'y', '1') AS newsletter, Blocked = 'true' AS blocked,
        Points::INT AS points, "Credit limit"::DECIMAL(10, 2) AS credit_limit,
        CASE
            WHEN regexp_matches("Last login", '(Z|[+-]\d\d:\d\d)$')
                THEN timezone('Europe/Berlin', "Last login"::TIMESTAMPTZ)
            ELSE "Last login"::TIMESTAMP
        END AS last_login
    FROM (
        SELECT row_number() OVER () AS line, *
        FROM read_csv('{data}/customers.csv', header = true, all_varchar = true, ignore_errors = true, parallel = false)
    )
    WHERE "Customer no." IS NOT NULL
        AND (Birthday IS NULL OR TRY_CAST(Birthday AS DATE) IS NOT NULL)
        AND (Points IS NULL OR regexp_full_match(Points, '-?\d+'))
        AND (Newsletter IS NULL OR lower(Newsletter) IN ('true', 't', 'yes', 'y', '1', 'false', 'f', 'no', 'n', '0'))
    QUALIFY row_number() OVER (PARTITION BY "Customer no." ORDER BY line DESC) = 1
),
orders AS (
    SELECT order_id::BIGINT AS order_id, customer_id AS customer, "Ordered at"::DATE AS day, status,
        total::DECIMAL(10, 2) AS total
    FROM (
        SELECT row_number() OVER () AS line, *
        FROM read_csv('{data}/orders/*.csv', header = true, all_varchar = true, filename = true, parallel = false)
    )
    WHERE ("Ordered at" IS NULL OR TRY_CAST("Ordered at" AS TIMESTAMP) IS NOT NULL)
        AND (total IS NULL OR regexp_full_match(total, '-?\d+(\.\d{1,2})?'))
    QUALIFY row_number() OVER (PARTITION BY order_id ORDER BY filename DESC, line DESC) = 1
),
visits AS (
    SELECT customer_id AS customer, page, device,
        CASE
            WHEN regexp_matches(visited_at, '(Z|[+-]\d\d:\d\d)$')
                THEN timezone('Europe/Berlin', visited_at::TIMESTAMPTZ)
            ELSE visited_at::TIMESTAMP
        END::DATE AS day
    FROM read_json(
        '{data}/visits/*.jsonl',
        format = 'newline_delimited',
        ignore_errors = true,
        columns = {
            visit_id: 'VARCHAR', customer_id: 'VARCHAR', visited_at: 'VARCHAR', page: 'VARCHAR', device: 'VARCHAR',
            seconds: 'VARCHAR'
        }
    )
    WHERE visit_id IS NOT NULL AND (seconds IS NULL OR regexp_full_match(seconds, '-?\d+'))
)
SELECT c.customer AS customer_id
FROM customers AS c
JOIN visits AS v ON v.customer = c.customer
WHERE v.day BETWEEN DATE '2026-06-24' AND DATE '2026-06-30'
    AND regexp_full_match(v.page, '/product/P[0-9][0-9]')
    AND v.device IS NOT NULL
    AND NOT EXISTS (
        SELECT 1 FROM orders AS o WHERE o.customer = c.customer AND o.day BETWEEN DATE '2026-06-24' AND DATE '2026-06-30'
    )
GROUP BY 1
HAVING count(*) >= 2
ORDER BY 1
