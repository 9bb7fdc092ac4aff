-- The last 12 months are 2001-07-02 to 2002-07-01.
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
)
(
    SELECT customer AS c_customer_sk FROM customers
    INTERSECT
    SELECT customer FROM store_sales WHERE day >= DATE '2001-07-02'
)
EXCEPT
SELECT customer FROM catalog_sales WHERE day >= DATE '2001-07-02'
EXCEPT
SELECT customer FROM web_sales WHERE day >= DATE '2001-07-02'
ORDER BY 1
