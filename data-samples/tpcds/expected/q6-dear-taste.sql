-- Three or more receipt lines of items priced above 9 from January to March 2001; the state is known.
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
customers AS (
    SELECT column00::BIGINT AS customer, column02::BIGINT AS demographics, column03::BIGINT AS household,
        column04::BIGINT AS address, column10 AS preferred, column12::INT AS birth_month
    FROM read_csv('{data}/customer.dat', delim = '|', header = false, quote = '', encoding = 'latin-1', all_varchar = true)
),
addresses AS (
    SELECT column00::BIGINT AS sk, column06 AS city, column07 AS county, column08 AS state, column09 AS zip
    FROM read_csv('{data}/customer_address.dat', delim = '|', header = false, quote = '', encoding = 'latin-1', all_varchar = true)
),
items AS (
    SELECT column00::BIGINT AS sk, column05::DECIMAL(7, 2) AS price, column12 AS category
    FROM read_csv('{data}/item.dat', delim = '|', header = false, quote = '', encoding = 'latin-1', all_varchar = true)
)
SELECT c.customer AS c_customer_sk
FROM customers AS c
JOIN addresses AS a ON a.sk = c.address
JOIN store_sales AS s ON s.customer = c.customer
JOIN items AS i ON i.sk = s.item
WHERE a.state IS NOT NULL AND i.price > 9 AND s.day BETWEEN DATE '2001-01-01' AND DATE '2001-03-31'
GROUP BY 1
HAVING count(*) >= 3
ORDER BY 1
