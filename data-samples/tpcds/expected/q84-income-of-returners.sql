-- Returns without a day count too, as there is no window; cities compare by code point.
WITH dates AS (
    SELECT column00::BIGINT AS sk, column02::DATE AS day
    FROM read_csv('{data}/date_dim.dat', delim = '|', header = false, quote = '', encoding = 'latin-1', all_varchar = true)
),
store_returns AS (
    SELECT s.column03::BIGINT AS customer, s.column07::BIGINT AS store, s.column11::DECIMAL(7, 2) AS amount, d.day
    FROM read_csv('{data}/store_returns.dat', delim = '|', header = false, quote = '', encoding = 'latin-1', all_varchar = true) AS s
    LEFT JOIN dates AS d ON d.sk = s.column00::BIGINT
    WHERE d.day <= DATE '2002-07-01' OR d.day IS NULL
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
households AS (
    SELECT column0::BIGINT AS sk, column1::BIGINT AS band
    FROM read_csv('{data}/household_demographics.dat', delim = '|', header = false, quote = '', encoding = 'latin-1', all_varchar = true)
),
bands AS (
    SELECT column0::BIGINT AS sk, column1::INT AS lower_bound, column2::INT AS upper_bound
    FROM read_csv('{data}/income_band.dat', delim = '|', header = false, quote = '', encoding = 'latin-1', all_varchar = true)
)
SELECT c.customer AS c_customer_sk
FROM customers AS c
JOIN addresses AS a ON a.sk = c.address
JOIN households AS h ON h.sk = c.household
JOIN bands AS b ON b.sk = h.band
WHERE (lower(a.city) LIKE '%wood%' OR a.city LIKE '%ville' OR a.city BETWEEN 'Fairfield' AND 'Forest Hills')
    AND b.lower_bound >= 30001 AND b.upper_bound <= 70000
    AND c.customer IN (SELECT customer FROM store_returns)
ORDER BY 1
