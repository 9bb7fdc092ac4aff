-- The last 60 days are 2026-05-02 to 2026-06-30.
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
tickets AS (
    SELECT column1 AS customer, strptime(column2, '%d.%m.%Y')::DATE AS opened, column3 AS topic, column4::INT AS priority,
        column5 AS closed
    FROM read_csv(
        '{data}/tickets.txt', delim = '|', header = false, quote = '"', encoding = 'latin-1', all_varchar = true, parallel = false
    )
    WHERE column0 IS NOT NULL AND TRY_STRPTIME(column2, '%d.%m.%Y') IS NOT NULL
)
SELECT DISTINCT c.customer AS customer_id
FROM customers AS c
JOIN tickets AS t ON t.customer = c.customer
WHERE t.opened BETWEEN DATE '2026-05-02' AND DATE '2026-06-30'
    AND t.closed IS NULL
    AND t.priority > 1
    AND t.topic IS DISTINCT FROM 'Rechnung'
ORDER BY 1
