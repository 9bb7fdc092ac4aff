package io.segmill.jobs.proof;

import io.segmill.core.schema.DataType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/** A shop's tables and relationships, never quite the same: what one seed makes of the project's files. */
record RandomProject(LocalDate asOf, List<Table> tables, List<Relationship> relationships) {
    static final String ZONE = "Europe/Berlin";

    /** As-of dates at which months, years and leap days end and begin, and two in the nights when the clocks change. */
    private static final List<LocalDate> AS_OF = List.of(
            LocalDate.of(2024, 2, 29),
            LocalDate.of(2023, 2, 28),
            LocalDate.of(2024, 12, 31),
            LocalDate.of(2025, 1, 1),
            LocalDate.of(2026, 3, 29),
            LocalDate.of(2025, 10, 26),
            LocalDate.of(2026, 3, 31),
            LocalDate.of(2026, 6, 30),
            LocalDate.of(2025, 3, 1));

    /** A source. */
    record Table(String id, List<Column> columns, Optional<String> key, Optional<String> eventTime) {
        Column column(String name) {
            return columns.stream()
                    .filter(column -> column.name().equals(name))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** A column of a source. */
    record Column(String name, DataType type) {
        /** Whether its numbers are so large that a sum of them may overflow. */
        boolean isHuge() {
            return name.equals("points") || name.equals("score");
        }
    }

    /** Many rows of {@code from} to one row of {@code to}. */
    record Relationship(String from, String fromColumn, String to, String toColumn, String as, String reverseAs) {
        private String yaml() {
            return "  - {from: " + from + "." + fromColumn + ", to: " + to + "." + toColumn
                    + (as.equals(to) ? "" : ", as: " + as)
                    + (reverseAs.equals(from) ? "" : ", reverse-as: " + reverseAs) + "}\n";
        }
    }

    /** One step of a path. */
    record Hop(String name, String end) {}

    static RandomProject of(long seed) {
        Random random = new Random(seed);
        String key = one(random, "bigint", "int", "string");
        String home = one(random, "bigint", "string");
        String homeKey = home.equals("bigint") ? one(random, "bigint", "int") : home;
        String buyer = one(random, "customers", "buyer");
        String dated = one(random, "ordered_at", "ordered_on", "ordered_at");
        List<Table> tables = new ArrayList<>(List.of(
                table(
                        "customers",
                        "customer_id",
                        random.nextInt(4) == 0 ? "joined" : "",
                        "customer_id " + key + ", household_id " + home + ", address_id bigint, referrer_id " + key
                                + ", name string, nick string, vip boolean, age int, points bigint,"
                                + " balance decimal(12,2), rating double, score double, born date, joined date,"
                                + " last_seen timestamp"),
                table(
                        "households",
                        "household_id",
                        "",
                        "household_id " + homeKey + ", address_id int, income decimal(20,4), size int, founded date"),
                table(
                        "addresses",
                        "address_id",
                        "",
                        "address_id bigint, city string, state string, latitude double, moved_in date"),
                table(
                        "orders",
                        "order_id",
                        dated,
                        "order_id bigint, customer_id " + key + ", gift_to " + key
                                + ", ordered_at timestamp, ordered_on date, amount decimal(10,2), status string,"
                                + " discount double, items int, express boolean, due timestamp"),
                table(
                        "lines",
                        "",
                        one(random, "", "orders." + dated, "shipped_on", "orders." + dated),
                        "order_id bigint, product_id string, quantity int, price decimal(8,2), weight double,"
                                + " note string, shipped_on date"),
                table(
                        "visits",
                        "",
                        one(random, "visited_on", "visited_at", "visited_on", ""),
                        "customer_id " + key + ", visited_on date, visited_at timestamp, pages int, channel string,"
                                + " seconds double"),
                table(
                        "products",
                        "product_id",
                        "",
                        "product_id string, category string, list_price decimal(38,2), launched date")));
        List<Relationship> relationships = new ArrayList<>(List.of(
                new Relationship("customers", "household_id", "households", "household_id", "household", "members"),
                new Relationship("customers", "address_id", "addresses", "address_id", "address", "customers"),
                new Relationship("customers", "referrer_id", "customers", "customer_id", "referrer", "referred"),
                new Relationship("orders", "customer_id", "customers", "customer_id", buyer, "orders"),
                new Relationship("lines", "order_id", "orders", "order_id", "orders", "lines"),
                new Relationship("lines", "product_id", "products", "product_id", "product", "lines"),
                new Relationship("visits", "customer_id", "customers", "customer_id", "customers", "visits")));
        if (random.nextBoolean()) {
            relationships.add(
                    new Relationship("orders", "gift_to", "customers", "customer_id", "gift_customer", "gifts"));
        }
        if (random.nextBoolean()) {
            relationships.add(
                    new Relationship("households", "address_id", "addresses", "address_id", "home", "households"));
        }
        return new RandomProject(AS_OF.get(random.nextInt(AS_OF.size())), tables, relationships);
    }

    private static String one(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static Table table(String id, String key, String eventTime, String columns) {
        List<Column> all = new ArrayList<>();
        for (String column : columns.split(", ?(?![0-9])")) {
            String[] words = column.strip().split(" ");
            all.add(new Column(words[0], DataType.named(words[1]).orElseThrow()));
        }
        return new Table(
                id,
                all,
                Optional.of(key).filter(text -> !text.isEmpty()),
                Optional.of(eventTime).filter(text -> !text.isEmpty()));
    }

    Table table(String id) {
        return tables.stream()
                .filter(table -> table.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    List<Hop> toOne(String from) {
        return relationships.stream()
                .filter(found -> found.from().equals(from))
                .map(found -> new Hop(found.as(), found.to()))
                .toList();
    }

    List<Hop> toMany(String from) {
        return relationships.stream()
                .filter(found -> found.to().equals(from))
                .map(found -> new Hop(found.reverseAs(), found.from()))
                .toList();
    }

    /** Writes the project's files but for its segments. */
    void write(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("sources"));
        Files.createDirectories(folder.resolve("segments"));
        Files.writeString(
                folder.resolve("segmill.yaml"),
                "name: proof\ntime-zone: " + ZONE + "\nas-of: " + asOf
                        + "\ncustomer: {source: customers, key: customer_id}\nrelationships:\n"
                        + relationships.stream().map(Relationship::yaml).collect(Collectors.joining()));
        for (Table table : tables) {
            Files.writeString(
                    folder.resolve("sources").resolve(table.id() + ".yaml"),
                    "format: csv\npath: " + table.id() + ".csv\ncolumns:\n"
                            + table.columns().stream()
                                    .map(column ->
                                            "  - {name: " + column.name() + ", type: \"" + column.type() + "\"}\n")
                                    .collect(Collectors.joining())
                            + table.key().map(key -> "key: [" + key + "]\n").orElse("")
                            + table.eventTime()
                                    .map(path -> "event-time: " + path + "\n")
                                    .orElse(""));
        }
    }
}
