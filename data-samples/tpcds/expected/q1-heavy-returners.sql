-- Brought back for more than 1,200 to shops in TN during 2000. Columns of store_returns: 3 customer, 7 store, 11 amount.
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
shops AS (
    SELECT column00::BIGINT AS sk, column24 AS state
    FROM read_csv('{data}/store.dat', delim = '|', header = false, quote = '', encoding = 'latin-1', all_varchar = true)
)
SELECT c.column00::BIGINT AS c_customer_sk
FROM read_csv('{data}/customer.dat', delim = '|', header = false, quote = '', encoding = 'latin-1', all_varchar = true) AS c
JOIN store_returns AS r ON r.customer = c.column00::BIGINT
JOIN shops ON shops.sk = r.store
WHERE shops.state = 'TN' AND r.day BETWEEN DATE '2000-01-01' AND DATE '2000-12-31'
GROUP BY 1
HAVING sum(r.amount) > 1200
ORDER BY 1
