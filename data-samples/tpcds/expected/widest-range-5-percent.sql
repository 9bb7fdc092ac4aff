-- The last year is 2001. Without a purchase the range is 0 brands; 5 in 100 of the preferred customers, rounded up, of equals the
-- lower key first.
WITH dates AS (
    SELECT column00::BIGINT AS sk, column02::DATE AS day
    FROM read_csv('{data}/date_dim.dat', delim = '|', header = false, quote = '', encoding = 'latin-1', all_varchar = true)
),
store_sales AS (
    SELECT s.column03::BIGINT AS customer, s.column02::BIGINT AS item, d.day
    FROM read_csv('{data}/store_sales.dat', delim = '|', header = false, quote = '', encoding = 'latin-1', all_varchar = true) AS s
    LEFT JOIN dates AS d ON d.sk = s.column00::BIGINT
    WHERE d.day <= DATE '2002-07-01' OR d.day IS NULL
),
customers AS (
    SELECT column00::BIGINT AS customer, column10 AS preferred
    FROM read_csv('{data}/customer.dat', delim = '|', header = false, quote = '', encoding = 'latin-1', all_varchar = true)
),
items AS (
    SELECT column00::BIGINT AS sk, column08 AS brand
    FROM read_csv('{data}/item.dat', delim = '|', header = false, quote = '', encoding = 'latin-1', all_varchar = true)
),
brands AS (
    SELECT s.customer, count(DISTINCT i.brand) AS brands
    FROM store_sales AS s
    JOIN items AS i ON i.sk = s.item
    WHERE year(s.day) = 2001
    GROUP BY 1
),
ranked AS (
    SELECT c.customer, count(*) OVER () AS preferred,
        row_number() OVER (ORDER BY coalesce(b.brands, 0) DESC, c.customer) AS place
    FROM customers AS c
    LEFT JOIN brands AS b ON b.customer = c.customer
    WHERE c.preferred = 'Y'
)
SELECT customer AS c_customer_sk
FROM ranked
WHERE place <= (preferred * 5 + 99) // 100
ORDER BY 1
