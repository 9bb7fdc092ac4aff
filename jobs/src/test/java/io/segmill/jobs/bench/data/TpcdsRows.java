package io.segmill.jobs.bench.data;

import io.segmill.core.schema.DataType;
import io.trino.tpcds.Results;
import io.trino.tpcds.Session;
import io.trino.tpcds.Table;
import io.trino.tpcds.column.Column;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * A part of a source's rows, made by the TPC-DS generator as they are asked for.
 *
 * @param first number of the generator's first row, from 1; in the sales tables of the first order, which is some rows
 * @param last the last one, included
 */
record TpcdsRows(BenchSource source, double scale, long first, long last) implements Serializable {
    /** The Julian day of 1970-01-01, which the generator's keys of dates are counted like. */
    private static final long EPOCH = 2_440_588;

    /** After so many rows of the demographics those columns repeat that are taken from them. */
    private static final int DEMOGRAPHICS = 5_600;

    private static final List<String> DEMOGRAPHIC =
            List.of("cd_gender", "cd_marital_status", "cd_education_status", "cd_credit_rating");

    /** All rows of a source, in parts of about equal size. */
    static List<TpcdsRows> parts(BenchSource source, double scale, int count) {
        long rows = session(scale).getScaling().getRowCount(source.table());
        int parts = (int) Math.min(count, rows);
        List<TpcdsRows> all = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            all.add(new TpcdsRows(source, scale, rows * part / parts + 1, rows * (part + 1) / parts));
        }
        return all;
    }

    private static Session session(double scale) {
        return Session.getDefaultSession().withScale(scale);
    }

    Iterator<Row> rows() {
        Map<String, Integer> positions = new HashMap<>();
        for (Column column : source.table().getColumns()) {
            positions.put(column.getName(), column.getPosition());
        }
        Map<String, List<String>> demographics = source == BenchSource.CUSTOMER ? demographics(scale) : Map.of();
        return generated(source.table(), scale, first, last)
                .map(values -> row(values, positions, demographics))
                .iterator();
    }

    private static Stream<List<String>> generated(Table table, double scale, long first, long last) {
        // With each row of a sales table comes the row of its return, if there is one.
        return StreamSupport.stream(
                        Results.constructResults(table, first, last, session(scale))
                                .spliterator(),
                        false)
                .map(rows -> rows.get(0));
    }

    private static Map<String, List<String>> demographics(double scale) {
        Map<String, List<String>> columns = new HashMap<>();
        DEMOGRAPHIC.forEach(name -> columns.put(name, new ArrayList<>()));
        generated(Table.CUSTOMER_DEMOGRAPHICS, scale, 1, DEMOGRAPHICS)
                .forEach(row -> DEMOGRAPHIC.forEach(name -> columns.get(name)
                        .add(row.get(Table.CUSTOMER_DEMOGRAPHICS.getColumn(name).getPosition()))));
        return columns;
    }

    private Row row(List<String> values, Map<String, Integer> positions, Map<String, List<String>> demographics) {
        Object[] row = new Object[source.taken().size()];
        for (int index = 0; index < row.length; index++) {
            BenchSource.Taken taken = source.taken().get(index);
            String from = taken.from();
            if (from.equals("born_on")) {
                row[index] = date(
                        values.get(positions.get("c_birth_year")),
                        values.get(positions.get("c_birth_month")),
                        values.get(positions.get("c_birth_day")));
            } else if (DEMOGRAPHIC.contains(from)) {
                String key = values.get(positions.get("c_current_cdemo_sk"));
                row[index] = key == null
                        ? null
                        : demographics.get(from).get((int) ((Long.parseLong(key) - 1) % DEMOGRAPHICS));
            } else {
                row[index] =
                        value(values.get(positions.get(from)), taken.column().type());
            }
        }
        return RowFactory.create(row);
    }

    private static LocalDate date(String year, String month, String day) {
        if (year == null || month == null || day == null) {
            return null;
        }
        try {
            return LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static Object value(String text, DataType type) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        return switch (type.kind()) {
            case INT -> Integer.valueOf(text);
            case BIGINT -> Long.valueOf(text);
            case DECIMAL -> new BigDecimal(text).setScale(type.scale());
            case STRING -> text;
            case DATE -> LocalDate.ofEpochDay(Long.parseLong(text) - EPOCH);
            case BOOLEAN, DOUBLE, TIMESTAMP -> throw new IllegalArgumentException("no column has the type " + type);
        };
    }
}
