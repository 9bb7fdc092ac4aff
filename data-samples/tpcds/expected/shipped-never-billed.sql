-- Orders without a day count too, as there is no window. A payer who is missing, or whose state or the receiver's is, is not known to
-- live in the same state.
WITH dates AS (
    SELECT column00::BIGINT AS sk, column02::DATE AS day
    FROM read_csv('{data}/date_dim.dat', delim = '|', header = false, quote = '', encoding = 'latin-1', all_varchar = true)
),
catalog_sales AS (
    SELECT s.column03::BIGINT AS payer, s.column07::BIGINT AS receiver, d.day
    FROM read_csv('{data}/catalog_sales.dat', delim = '|', header = false, quote = '', encoding = 'latin-1', all_varchar = true) AS s
    LEFT JOIN dates AS d ON d.sk = s.column00::BIGINT
    WHERE d.day <= DATE '2002-07-01' OR d.day IS NULL
),
web_sales AS (
    SELECT s.column04::BIGINT AS payer, s.column08::BIGINT AS receiver, d.day
    FROM read_csv('{data}/web_sales.dat', delim = '|', header = false, quote = '', encoding = 'latin-1', all_varchar = true) AS s
    LEFT JOIN dates AS d ON d.sk = s.column00::BIGINT
    WHERE d.day <= DATE '2002-07-01' OR d.day IS NULL
),
customers AS (
    SELECT column00::BIGINT AS customer, column04::BIGINT AS address
    FROM read_csv('{data}/customer.dat', delim = '|', header = false, quote = '', encoding = 'latin-1', all_varchar = true)
),
addresses AS (
    SELECT column00::BIGINT AS sk, column08 AS state
    FROM read_csv('{data}/customer_address.dat', delim = '|', header = false, quote = '', encoding = 'latin-1', all_varchar = true)
),
homes AS (
    SELECT c.customer, a.state
    FROM customers AS c
    LEFT JOIN addresses AS a ON a.sk = c.address
)
SELECT h.customer AS c_customer_sk
FROM homes AS h
WHERE (
        EXISTS (SELECT 1 FROM catalog_sales AS s WHERE s.receiver = h.customer)
        AND NOT EXISTS (SELECT 1 FROM catalog_sales AS s WHERE s.payer = h.customer)
    )
    OR (
        EXISTS (
            SELECT 1
            FROM web_sales AS s
            LEFT JOIN homes AS p ON p.customer = s.payer
            WHERE s.receiver = h.customer AND (p.state = h.state) IS NOT TRUE
        )
        AND NOT EXISTS (SELECT 1 FROM web_sales AS s WHERE s.payer = h.customer)
    )
ORDER BY 1
