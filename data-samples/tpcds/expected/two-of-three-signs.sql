-- Lines without a day count, except for the catalog's last 12 months (2001-07-02 to 2002-07-01). A favourite is the category of most
-- lines, of equals the first in the alphabet; without lines there is none, and none is equal to nothing.
WITH dates AS (
    SELECT column00::BIGINT AS sk, column02::DATE AS day
    FROM read_csv('{data}/date_dim.dat', delim = '|', header = false, quote = '', encoding = 'latin-1', all_varchar = true)
),
store_sales AS (
    SELECT s.column03::BIGINT AS customer, s.column02::BIGINT AS item, s.column20::DECIMAL(7, 2) AS net_paid, d.day
    FROM read_csv('{data}/store_sales.dat', delim = '|', header = false, quote = '', encoding = 'latin-1', all_varchar = true) AS s
    LEFT JOIN dates AS d ON d.sk = s.column00::BIGINT
    WHERE d.day <= DATE '2002-07-01' OR d.day IS NULL
),
catalog_sales AS (
    SELECT s.column03::BIGINT AS customer, s.column15::BIGINT AS item, d.day
    FROM read_csv('{data}/catalog_sales.dat', delim = '|', header = false, quote = '', encoding = 'latin-1', all_varchar = true) AS s
    LEFT JOIN dates AS d ON d.sk = s.column00::BIGINT
    WHERE d.day <= DATE '2002-07-01' OR d.day IS NULL
),
customers AS (
    SELECT column00::BIGINT AS customer
    FROM read_csv('{data}/customer.dat', delim = '|', header = false, quote = '', encoding = 'latin-1', all_varchar = true)
),
items AS (
    SELECT column00::BIGINT AS sk, column10 AS class, column12 AS category
    FROM read_csv('{data}/item.dat', delim = '|', header = false, quote = '', encoding = 'latin-1', all_varchar = true)
),
shop_favourites AS (
    SELECT s.customer, i.category
    FROM store_sales AS s
    JOIN items AS i ON i.sk = s.item
    WHERE i.category IS NOT NULL
    GROUP BY 1, 2
    QUALIFY row_number() OVER (PARTITION BY s.customer ORDER BY count(*) DESC, i.category) = 1
),
catalog_favourites AS (
    SELECT s.customer, i.category
    FROM catalog_sales AS s
    JOIN items AS i ON i.sk = s.item
    WHERE i.category IS NOT NULL
    GROUP BY 1, 2
    QUALIFY row_number() OVER (PARTITION BY s.customer ORDER BY count(*) DESC, i.category) = 1
),
signs AS (
    SELECT customer
    FROM store_sales
    GROUP BY 1
    HAVING sum(net_paid) > 1800 * count(net_paid)
    UNION ALL
    SELECT s.customer
    FROM catalog_sales AS s
    JOIN items AS i ON i.sk = s.item
    WHERE s.day BETWEEN DATE '2001-07-02' AND DATE '2002-07-01'
    GROUP BY 1
    HAVING count(DISTINCT i.class) >= 12
    UNION ALL
    SELECT s.customer
    FROM shop_favourites AS s
    JOIN catalog_favourites AS k ON k.customer = s.customer AND k.category = s.category
)
SELECT c.customer AS c_customer_sk
FROM customers AS c
JOIN signs ON signs.customer = c.customer
GROUP BY 1
HAVING count(*) >= 2
ORDER BY 1
