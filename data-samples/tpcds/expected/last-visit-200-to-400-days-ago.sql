-- 200 to 400 days before 2002-07-01 are 2001-05-27 to 2001-12-13. A line without a day is no last visit, but its price counts.
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
    SELECT column00::BIGINT AS customer
    FROM read_csv('{data}/customer.dat', delim = '|', header = false, quote = '', encoding = 'latin-1', all_varchar = true)
)
SELECT c.customer AS c_customer_sk
FROM customers AS c
JOIN store_sales AS s ON s.customer = c.customer
GROUP BY 1
HAVING max(s.day) BETWEEN DATE '2001-05-27' AND DATE '2001-12-13' AND max(s.net_paid) >= 10000
ORDER BY 1
