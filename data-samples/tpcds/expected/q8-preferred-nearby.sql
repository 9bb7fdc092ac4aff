-- Last year, seen from 2002-07-01, is 2001.
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
)
SELECT c.customer AS c_customer_sk
FROM customers AS c
JOIN addresses AS a ON a.sk = c.address
WHERE c.preferred = 'Y'
    AND (left(a.zip, 2) IN ('24', '35', '47', '85') OR left(a.zip, 1) = '6')
    AND c.customer IN (
        SELECT customer FROM store_sales WHERE day BETWEEN DATE '2001-01-01' AND DATE '2001-12-31' AND net_profit > 0
    )
ORDER BY 1
