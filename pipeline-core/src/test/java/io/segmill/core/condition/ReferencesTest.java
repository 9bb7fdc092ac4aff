package io.segmill.core.condition;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmill.core.schema.Column;
import io.segmill.core.schema.ColumnPath;
import io.segmill.core.schema.DataType;
import io.segmill.core.schema.Hop;
import io.segmill.core.schema.Relationship;
import io.segmill.core.schema.RowPath;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReferencesTest {
    private static final Relationship ORDERS =
            new Relationship("orders", "customer_id", "customers", "customer_id", "customer", "orders");
    private static final Relationship ADDRESS =
            new Relationship("customers", "address_id", "addresses", "address_id", "address", "residents");
    private static final RowPath ORDERS_OF_CUSTOMER =
            new RowPath("customers", List.of(new Hop(ORDERS, Hop.Direction.TO_MANY)));
    private static final RowPath ADDRESS_OF_ORDER = new RowPath(
            "orders", List.of(new Hop(ORDERS, Hop.Direction.TO_ONE), new Hop(ADDRESS, Hop.Direction.TO_ONE)));

    @Test
    void a_condition_reads_every_source_on_its_paths_and_dates_only_those_reached_as_many() {
        Condition inTexas = new Condition.IsSet(new Operand.Attribute(
                new ColumnPath(ADDRESS_OF_ORDER, Column.of("state", DataType.STRING)), Optional.empty()));
        Condition condition = new Condition.All(List.of(
                new Condition.Not(new Condition.MemberOf("vip")),
                new Condition.Any(List.of(new Condition.MemberOf("new"))),
                new Condition.Has(new RelatedRows(ORDERS_OF_CUSTOMER, Optional.of(inTexas), new Window.AllTime()))));
        assertThat(References.of(condition).segments()).containsExactly("new", "vip");
        assertThat(References.of(condition).sources()).containsExactly("addresses", "customers", "orders");
        assertThat(References.of(condition).dated()).containsExactly("orders");
    }

    @Test
    void a_sum_also_reads_where_its_value_lies() {
        Operand sum = new Operand.Aggregate(
                AggregateFunction.SUM,
                new RelatedRows(ORDERS_OF_CUSTOMER, Optional.empty(), new Window.AllTime()),
                Optional.of(new ColumnPath(ADDRESS_OF_ORDER, Column.of("height", DataType.INT))));
        assertThat(References.of(sum).sources()).containsExactly("addresses", "customers", "orders");
    }

    @Test
    void everyone_reads_nothing() {
        References none = References.of(new Condition.Everyone());
        assertThat(none.sources()).isEmpty();
        assertThat(none.segments()).isEmpty();
    }
}
