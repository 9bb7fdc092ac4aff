-- The next 7 days are 1 to 7 July.
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
),
do_not_contact AS (
    SELECT customer FROM customers WHERE blocked
    UNION
    SELECT customer FROM tickets WHERE topic = 'Löschung' AND opened <= DATE '2026-06-30'
)
SELECT customer AS customer_id
FROM customers
WHERE month(birthday) = 7 AND day(birthday) <= 7 AND customer NOT IN (SELECT customer FROM do_not_contact)
ORDER BY 1
