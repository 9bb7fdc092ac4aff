-- Clothes in the second half of 1998, then 500 or more in shops from January to March 1999.
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
items AS (
    SELECT column00::BIGINT AS sk, column05::DECIMAL(7, 2) AS price, column12 AS category
    FROM read_csv('{data}/item.dat', delim = '|', header = false, quote = '', encoding = 'latin-1', all_varchar = true)
),
first_orders AS (
    SELECT customer, item, day FROM catalog_sales
    UNION ALL
    SELECT customer, item, day FROM web_sales
)
SELECT c.customer AS c_customer_sk
FROM customers AS c
JOIN store_sales AS s ON s.customer = c.customer
WHERE s.day BETWEEN DATE '1999-01-01' AND DATE '1999-03-31'
    AND c.customer IN (
        SELECT o.customer
        FROM first_orders AS o
        JOIN items AS i ON i.sk = o.item
        WHERE i.category IN ('Women', 'Men', 'Children') AND o.day BETWEEN DATE '1998-07-01' AND DATE '1998-12-31'
    )
GROUP BY 1
HAVING sum(s.ext_sales_price) >= 500
ORDER BY 1
