SELECT column00::BIGINT AS c_customer_sk
FROM read_csv('{data}/customer.dat', delim = '|', header = false, quote = '', encoding = 'latin-1', all_varchar = true)
WHERE column10 = 'Y'
ORDER BY 1
