-- Lines without a day are neither first nor latest. The greatest category of the latest day, the least of the first; by bytes,
-- a category that is missing aside.
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
items AS (
    SELECT column00::BIGINT AS sk, column12 AS category
    FROM read_csv('{data}/item.dat', delim = '|', header = false, quote = '', encoding = 'latin-1', all_varchar = true)
),
customers AS (
    SELECT column00::BIGINT AS customer
    FROM read_csv('{data}/customer.dat', delim = '|', header = false, quote = '', encoding = 'latin-1', all_varchar = true)
),
dated AS (
    SELECT s.customer, s.day, i.category
    FROM store_sales AS s
    LEFT JOIN items AS i ON i.sk = s.item
    WHERE s.day IS NOT NULL
)
SELECT c.customer AS c_customer_sk
FROM customers AS c
WHERE (
        SELECT max(l.category) FROM dated AS l
        WHERE l.customer = c.customer AND l.day = (SELECT max(d.day) FROM dated AS d WHERE d.customer = c.customer)
    ) = 'Shoes'
    AND (
        SELECT min(l.category) FROM dated AS l
        WHERE l.customer = c.customer AND l.day = (SELECT min(d.day) FROM dated AS d WHERE d.customer = c.customer)
    ) = 'Books'
ORDER BY 1
