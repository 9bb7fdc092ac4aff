-- The last 90 days are 2026-04-02 to 2026-06-30; an address must exist to be shared.
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
addresses AS (
    SELECT "Address no."::BIGINT AS address, nullif(Street, 'NA') AS street, nullif("Postal code", 'NA') AS postal_code,
        nullif(Region, 'NA') AS region
    FROM read_csv('{data}/addresses.csv', delim = ';', header = true, all_varchar = true, parallel = false)
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
buyers AS (
    SELECT DISTINCT customer FROM orders WHERE day BETWEEN DATE '2026-04-02' AND DATE '2026-06-30'
)
SELECT c.customer AS customer_id
FROM customers AS c
JOIN addresses AS a ON a.address = c.address
JOIN customers AS other ON other.address = a.address
WHERE other.customer IN (SELECT customer FROM buyers)
    AND NOT EXISTS (SELECT 1 FROM buyers AS b WHERE b.customer = c.customer)
GROUP BY 1
ORDER BY 1
