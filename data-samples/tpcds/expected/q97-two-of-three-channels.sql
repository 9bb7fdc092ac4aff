-- Each customer once a channel in the last 12 months (2001-07-02 to 2002-07-01); two channels are exactly two of three.
WITH dates AS (
    SELECT column00::BIGINT AS sk, column02::DATE AS day
    FROM read_csv('{data}/date_dim.dat', delim = '|', header = false, quote = '', encoding = 'latin-1', all_varchar = true)
),
store_sales AS (
    SELECT s.column03::BIGINT AS customer, s.column02::BIGINT AS item, s.column15::DECIMAL(7, 2) AS ext_sales_price,
        s.column22::DECIMAL(7, 2) AS net_profit, d.day
    FROM read_csv('{data}/store_sales.dat', delim = '|', header = false, quote = '', encoding = 'latin-1', all_varchar = true) AS s
    JOIN dates AS d ON d.sk = s.column00::BIGINT
    WHERE d.day <= DATE '2002-07-01'
),
catalog_sales AS (
    SELECT s.column03::BIGINT AS customer, s.column15::BIGINT AS item, d.day
    FROM read_csv('{data}/catalog_sales.dat', delim = '|', header = false, quote = '', encoding = 'latin-1', all_varchar = true) AS s
    JOIN dates AS d ON d.sk = s.column00::BIGINT
    WHERE d.day <= DATE '2002-07-01'
),
web_sales AS (
    SELECT s.column04::BIGINT AS customer, s.column03::BIGINT AS item, d.day
    FROM read_csv('{data}/web_sales.dat', delim = '|', header = false, quote = '', encoding = 'latin-1', all_varchar = true) AS s
    JOIN dates AS d ON d.sk = s.column00::BIGINT
    WHERE d.day <= DATE '2002-07-01'
),
customers AS (
    SELECT column00::BIGINT AS customer, column02::BIGINT AS demographics, column03::BIGINT AS household,
        column04::BIGINT AS address, column10 AS preferred, column12::INT AS birth_month
    FROM read_csv('{data}/customer.dat', delim = '|', header = false, quote = '', encoding = 'latin-1', all_varchar = true)
),
channels AS (
    SELECT DISTINCT customer, 'shop' AS channel FROM store_sales WHERE day >= DATE '2001-07-02'
    UNION ALL
    SELECT DISTINCT customer, 'catalog' FROM catalog_sales WHERE day >= DATE '2001-07-02'
    UNION ALL
    SELECT DISTINCT customer, 'web' FROM web_sales WHERE day >= DATE '2001-07-02'
)
SELECT c.customer AS c_customer_sk
FROM customers AS c
JOIN channels AS h ON h.customer = c.customer
GROUP BY 1
HAVING count(*) = 2
ORDER BY 1
