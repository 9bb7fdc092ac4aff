-- Makes retail/products.parquet of retail/products.csv; from the repository's root: duckdb < data-samples/products.sql
COPY (
    SELECT *
    FROM read_csv(
        'data-samples/retail/products.csv',
        columns = {
            'product_id': 'VARCHAR', 'name': 'VARCHAR', 'category': 'VARCHAR', 'price': 'DECIMAL(10, 2)',
            'launched_on': 'DATE', 'weight_kg': 'DOUBLE', 'vegan': 'BOOLEAN'
        },
        header = true
    )
) TO 'data-samples/retail/products.parquet' (FORMAT parquet);
