-- The last 6 months are 2002-01-02 to 2002-07-01. Who bought nothing has paid 0; of equals the lower key goes first.
WITH dates AS (
    SELECT column00::BIGINT AS sk, column02::DATE AS day
    FROM read_csv('{data}/date_dim.dat', delim = '|', header = false, quote = '', encoding = 'latin-1', all_varchar = true)
),
store_sales AS (
    SELECT s.column03::BIGINT AS customer, s.column20::DECIMAL(7, 2) AS net_paid, d.day
    FROM read_csv('{data}/store_sales.dat', delim = '|', header = false, quote = '', encoding = 'latin-1', all_varchar = true) AS s
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
)
SELECT c.customer AS c_customer_sk
FROM customers AS c
JOIN addresses AS a ON a.sk = c.address
LEFT JOIN store_sales AS s ON s.customer = c.customer AND s.day BETWEEN DATE '2002-01-02' AND DATE '2002-07-01'
WHERE a.state = 'TX'
GROUP BY 1
ORDER BY coalesce(sum(s.net_paid), 0) DESC, c.customer
LIMIT 100
