-- The latest web order first, those without any last; an unknown state is a group of its own. Then half of them, rounded up. Lines
-- without a day count for what was paid.
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
web_sales AS (
    SELECT s.column04::BIGINT AS customer, d.day
    FROM read_csv('{data}/web_sales.dat', delim = '|', header = false, quote = '', encoding = 'latin-1', all_varchar = true) AS s
    LEFT JOIN dates AS d ON d.sk = s.column00::BIGINT
    WHERE d.day <= DATE '2002-07-01' OR d.day IS NULL
),
customers AS (
    SELECT column00::BIGINT AS customer, column04::BIGINT AS address, column06::BIGINT AS first_sale
    FROM read_csv('{data}/customer.dat', delim = '|', header = false, quote = '', encoding = 'latin-1', all_varchar = true)
),
addresses AS (
    SELECT column00::BIGINT AS sk, column08 AS state
    FROM read_csv('{data}/customer_address.dat', delim = '|', header = false, quote = '', encoding = 'latin-1', all_varchar = true)
),
shopping AS (
    SELECT customer, min(day) AS first_day, sum(net_paid) AS paid
    FROM store_sales
    GROUP BY 1
),
web AS (
    SELECT customer, max(day) AS latest_day
    FROM web_sales
    GROUP BY 1
),
of_each_state AS (
    SELECT c.customer, coalesce(s.paid, 0) AS paid
    FROM customers AS c
    JOIN dates AS f ON f.sk = c.first_sale
    JOIN shopping AS s ON s.customer = c.customer
    LEFT JOIN web AS w ON w.customer = c.customer
    LEFT JOIN addresses AS a ON a.sk = c.address
    WHERE s.first_day > f.day + INTERVAL 1 YEAR
    QUALIFY row_number() OVER (PARTITION BY a.state ORDER BY w.latest_day DESC NULLS LAST, c.customer) <= 3
),
ranked AS (
    SELECT customer, count(*) OVER () AS people, row_number() OVER (ORDER BY paid DESC, customer) AS place
    FROM of_each_state
)
SELECT customer AS c_customer_sk
FROM ranked
WHERE place <= (people + 1) // 2
ORDER BY 1
