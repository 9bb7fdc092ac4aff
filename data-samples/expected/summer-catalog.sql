-- Static: has members once refreshed by name.
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
regions AS (
    SELECT column0 AS region, column2 AS country, column3 AS sales_area
    FROM read_csv('{data}/regions.csv', delim = ',', header = false, all_varchar = true)
),
tickets AS (
    SELECT column1 AS customer, strptime(column2, '%d.%m.%Y')::DATE AS opened, column3 AS topic, column4::INT AS priority,
        column5 AS closed
    FROM read_csv(
        '{data}/tickets.txt', delim = '|', header = false, quote = '"', encoding = 'latin-1', all_varchar = true, parallel = false
    )
    WHERE column0 IS NOT NULL AND TRY_STRPTIME(column2, '%d.%m.%Y') IS NOT NULL
),
do_not_contact AS (
    SELECT customer FROM customers WHERE blocked
    UNION
    SELECT customer FROM tickets WHERE topic = 'Löschung' AND opened <= DATE '2026-06-30'
)
SELECT c.customer AS customer_id
FROM customers AS c
JOIN addresses AS a ON a.address = c.address
JOIN regions AS r ON r.region = a.region
WHERE r.sales_area = 'Alps' AND a.street IS NOT NULL AND c.customer NOT IN (SELECT customer FROM do_not_contact)
ORDER BY 1
