-- This year, up to 2026-06-30, by the order's day.
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
order_lines AS (
    SELECT order_id::BIGINT AS order_id, product_id AS product, amount::DECIMAL(10, 2) AS amount
    FROM (
        SELECT row_number() OVER () AS line, *
        FROM read_csv('{data}/order_lines/*.csv', header = true, all_varchar = true, filename = true, parallel = false)
    )
    QUALIFY row_number() OVER (PARTITION BY order_id, line_no ORDER BY filename DESC, line DESC) = 1 AND op <> 'D'
)
SELECT c.customer AS customer_id
FROM customers AS c
JOIN orders AS o ON o.customer = c.customer
JOIN order_lines AS l ON l.order_id = o.order_id
JOIN read_parquet('{data}/products.parquet') AS p ON p.product_id = l.product
WHERE o.day BETWEEN DATE '2026-01-01' AND DATE '2026-06-30' AND p.category IN ('Tea', 'Coffee')
GROUP BY 1
HAVING sum(l.amount) >= 98
ORDER BY 1
