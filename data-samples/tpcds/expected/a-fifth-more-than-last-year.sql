-- The last 12 months are 2001-07-02 to 2002-07-01; 12 to 23 months ago are the 12 months before these.
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
),
paid AS (
    SELECT customer,
        coalesce(sum(net_paid) FILTER (day BETWEEN DATE '2001-07-02' AND DATE '2002-07-01'), 0)::DECIMAL(18, 2) AS this_year,
        coalesce(sum(net_paid) FILTER (day BETWEEN DATE '2000-07-02' AND DATE '2001-07-01'), 0)::DECIMAL(18, 2) AS year_before
    FROM store_sales
    GROUP BY 1
)
SELECT c.customer AS c_customer_sk
FROM customers AS c
JOIN paid AS p ON p.customer = c.customer
WHERE p.year_before > 0 AND p.this_year * 10 > p.year_before * 12
ORDER BY 1
