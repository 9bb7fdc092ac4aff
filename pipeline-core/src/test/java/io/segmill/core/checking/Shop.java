package io.segmill.core.checking;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmill.core.condition.Condition;
import io.segmill.core.editors.EditorSchema;
import io.segmill.core.problem.Problem;
import io.segmill.core.project.Selection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A small project on disk that is right as it is; tests change one file and look at what is told. */
public final class Shop {
    static final String SETTINGS = """
            name: shop
            time-zone: Europe/Berlin
            as-of: 2026-06-30
            customer: {source: customers, key: customer_id}
            relationships:
              - {from: orders.customer_id, to: customers.customer_id}
              - {from: lines.order_id, to: orders.order_id}
              - {from: lines.product_id, to: products.product_id, as: product}
              - {from: customers.address_id, to: addresses.address_id, as: address, reverse-as: residents}
            """;
    static final String CUSTOMERS = """
            format: csv
            path: ../data/customers.csv
            columns:
              - {name: customer_id, type: bigint, required: true}
              - {name: email, type: string, pii: true}
              - {name: zip, type: string}
              - {name: points, type: int}
              - {name: balance, type: "decimal(12,2)"}
              - {name: active, type: boolean}
              - {name: birthday, type: date}
              - {name: seen_at, type: timestamp}
              - {name: address_id, type: int}
            key: [customer_id]
            """;
    static final String ADDRESSES = """
            format: json
            path: ../data/addresses.json
            columns:
              - {name: address_id, type: int}
              - {name: state, type: string}
            key: [address_id]
            """;
    static final String ORDERS = """
            format: parquet
            path: ../data/orders
            columns:
              - {name: order_id, type: bigint}
              - {name: customer_id, type: int}
              - {name: ordered_on, type: date}
              - {name: amount, type: double}
              - {name: channel, type: string}
            key: [order_id]
            event-time: ordered_on
            """;
    static final String LINES = """
            format: delta
            path: ../data/lines
            columns:
              - {name: order_id, type: bigint}
              - {name: product_id, type: string}
              - {name: quantity, type: int}
            event-time: orders.ordered_on
            """;
    static final String PRODUCTS = """
            format: csv
            path: ../data/products.csv
            columns:
              - {name: product_id, type: string}
              - {name: category, type: string}
              - {name: price, type: "decimal(10,2)"}
            key: [product_id]
            """;

    private final Path folder;
    private Map<String, String> environment = Map.of();

    public Shop(Path folder) {
        this.folder = folder;
        with("segmill.yaml", SETTINGS);
        with("sources/customers.yaml", CUSTOMERS);
        with("sources/addresses.yaml", ADDRESSES);
        with("sources/orders.yaml", ORDERS);
        with("sources/lines.yaml", LINES);
        with("sources/products.yaml", PRODUCTS);
    }

    Path folder() {
        return folder;
    }

    public Shop with(String file, String text) {
        return with(file, text.getBytes(StandardCharsets.UTF_8));
    }

    Shop with(String file, byte[] bytes) {
        try {
            Path path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            Files.write(path, bytes);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Shop without(String file) {
        try {
            Files.delete(folder.resolve(file));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A change to one of the files above. */
    public Shop changed(String file, String from, String to) {
        try {
            String text = Files.readString(folder.resolve(file));
            if (!text.contains(from)) {
                throw new IllegalArgumentException(file + " does not say " + from);
            }
            return with(file, text.replace(from, to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A segment {@code s} whose {@code where}, from line 2 on, is this. */
    public Shop where(String condition) {
        return with("segments/s.yaml", "where:\n" + condition.indent(2));
    }

    Shop in(Map<String, String> variables) {
        this.environment = variables;
        return this;
    }

    ProjectChecker.Outcome check() {
        ProjectChecker.Outcome outcome = ProjectChecker.check(folder, environment);
        if (outcome.project().isPresent()) {
            assertThat(EditorSchema.committed().complaintsAbout(folder))
                    .as("what editors would mark in a project that the checker accepts")
                    .isEmpty();
        }
        return outcome;
    }

    public CheckedProject project() {
        ProjectChecker.Outcome outcome = check();
        return outcome.project().orElseThrow(() -> new AssertionError(told(outcome.problems())));
    }

    /** What the segment {@code s} says, bound. */
    public Condition condition() {
        return ((Selection.Where) project().segment("s").orElseThrow().selection()).condition();
    }

    /** Each problem in two lines, as people see it. */
    List<String> told() {
        return told(check().problems());
    }

    static List<String> told(List<Problem> problems) {
        return problems.stream()
                .map(problem -> problem.location() + ": " + problem.what() + " [" + problem.code() + "]\n  fix: "
                        + problem.fix())
                .toList();
    }
}
