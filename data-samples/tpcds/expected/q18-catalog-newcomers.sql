-- Paid for a catalog order in 1998; the education is written Unknown, Primary and Secondary in the files.
WITH dates AS (
    SELECT column00::BIGINT AS sk, column02::DATE AS day
    FROM read_csv('{data}/date_dim.dat', delim = '|', header = false, quote = '', encoding = 'latin-1', all_varchar = true)
),
catalog_sales AS (
    SELECT s.column03::BIGINT AS customer, s.column15::BIGINT AS item, d.day
    FROM read_csv('{data}/catalog_sales.dat', delim = '|', header = false, quote = '', encoding = 'latin-1', all_varchar = true) AS s
    JOIN dates AS d ON d.sk = s.column00::BIGINT
    WHERE d.day <= DATE '2002-07-01'
),
customers AS (
    SELECT column00::BIGINT AS customer, column02::BIGINT AS demographics, column03::BIGINT AS household,
        column04::BIGINT AS address, column10 AS preferred, column12::INT AS birth_month
    FROM read_csv('{data}/customer.dat', delim = '|', header = false, quote = '', encoding = 'latin-1', all_varchar = true)
),
demographics AS (
    SELECT column0::BIGINT AS sk, column1 AS gender, column3 AS education
    FROM read_csv('{data}/customer_demographics.dat', delim = '|', header = false, quote = '', encoding = 'latin-1', all_varchar = true)
)
SELECT c.customer AS c_customer_sk
FROM customers AS c
JOIN demographics AS d ON d.sk = c.demographics
WHERE d.gender = 'F' AND d.education IN ('Unknown', 'Primary', 'Secondary')
    AND c.birth_month IN (1, 2, 6, 8, 9, 12)
    AND c.customer IN (SELECT customer FROM catalog_sales WHERE year(day) = 1998)
ORDER BY 1
