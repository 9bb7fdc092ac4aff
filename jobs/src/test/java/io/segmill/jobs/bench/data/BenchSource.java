package io.segmill.jobs.bench.data;

import io.segmill.core.schema.Column;
import io.segmill.core.schema.DataType;
import io.trino.tpcds.Table;
import java.util.List;
import java.util.Optional;

/**
 * A source of the benchmark's project: what of a TPC-DS table the segments may ask about, under plain names, with its
 * dates in place of their keys.
 */
public enum BenchSource {
    CUSTOMER(Table.CUSTOMER, "customer_id", "", """
            customer_id     bigint  c_customer_sk
            address_id      bigint  c_current_addr_sk
            household_id    bigint  c_current_hdemo_sk
            first_name      string  c_first_name
            last_name       string  c_last_name
            email           string  c_email_address
            preferred       string  c_preferred_cust_flag
            birth_country   string  c_birth_country
            born_on         date    born_on
            first_sale_on   date    c_first_sales_date_sk
            last_review_on  date    c_last_review_date_sk
            gender          string  cd_gender
            marital_status  string  cd_marital_status
            education       string  cd_education_status
            credit_rating   string  cd_credit_rating
            """),
    CUSTOMER_ADDRESS(Table.CUSTOMER_ADDRESS, "address_id", "", """
            address_id      bigint        ca_address_sk
            city            string        ca_city
            county          string        ca_county
            state           string        ca_state
            zip             string        ca_zip
            gmt_offset      decimal(5,2)  ca_gmt_offset
            location_type   string        ca_location_type
            """),
    HOUSEHOLD_DEMOGRAPHICS(Table.HOUSEHOLD_DEMOGRAPHICS, "household_id", "", """
            household_id    bigint  hd_demo_sk
            income_band_id  bigint  hd_income_band_sk
            buy_potential   string  hd_buy_potential
            dependents      int     hd_dep_count
            vehicles        int     hd_vehicle_count
            """),
    INCOME_BAND(Table.INCOME_BAND, "income_band_id", "", """
            income_band_id  bigint  ib_income_band_sk
            lower_bound     int     ib_lower_bound
            upper_bound     int     ib_upper_bound
            """),
    ITEM(Table.ITEM, "item_id", "", """
            item_id         bigint        i_item_sk
            category        string        i_category
            class           string        i_class
            brand           string        i_brand
            color           string        i_color
            size            string        i_size
            current_price   decimal(7,2)  i_current_price
            """),
    STORE_SALES(Table.STORE_SALES, "", "sold_on", """
            customer_id     bigint        ss_customer_sk
            sold_on         date          ss_sold_date_sk
            item_id         bigint        ss_item_sk
            store_id        bigint        ss_store_sk
            ticket          bigint        ss_ticket_number
            quantity        int           ss_quantity
            list_price      decimal(7,2)  ss_list_price
            sales_price     decimal(7,2)  ss_sales_price
            coupon          decimal(7,2)  ss_coupon_amt
            net_paid        decimal(7,2)  ss_net_paid
            net_profit      decimal(7,2)  ss_net_profit
            """),
    CATALOG_SALES(Table.CATALOG_SALES, "", "sold_on", """
            customer_id     bigint        cs_bill_customer_sk
            sold_on         date          cs_sold_date_sk
            item_id         bigint        cs_item_sk
            ticket          bigint        cs_order_number
            quantity        int           cs_quantity
            list_price      decimal(7,2)  cs_list_price
            sales_price     decimal(7,2)  cs_sales_price
            coupon          decimal(7,2)  cs_coupon_amt
            net_paid        decimal(7,2)  cs_net_paid
            net_profit      decimal(7,2)  cs_net_profit
            """),
    WEB_SALES(Table.WEB_SALES, "", "sold_on", """
            customer_id     bigint        ws_bill_customer_sk
            sold_on         date          ws_sold_date_sk
            item_id         bigint        ws_item_sk
            ticket          bigint        ws_order_number
            quantity        int           ws_quantity
            list_price      decimal(7,2)  ws_list_price
            sales_price     decimal(7,2)  ws_sales_price
            coupon          decimal(7,2)  ws_coupon_amt
            net_paid        decimal(7,2)  ws_net_paid
            net_profit      decimal(7,2)  ws_net_profit
            """);

    /**
     * A column.
     *
     * @param from the generator's column that it is made of, or a name that {@link TpcdsRows} knows
     */
    record Taken(Column column, String from) {}

    private final Table table;
    private final String key;
    private final String eventTime;
    private final List<Taken> columns;

    BenchSource(Table table, String key, String eventTime, String columns) {
        this.table = table;
        this.key = key;
        this.eventTime = eventTime;
        this.columns = columns.lines()
                .map(line -> line.split(" +"))
                .map(words ->
                        new Taken(Column.of(words[0], DataType.named(words[1]).orElseThrow()), words[2]))
                .toList();
    }

    public String id() {
        return table.getName();
    }

    Table table() {
        return table;
    }

    List<Taken> taken() {
        return columns;
    }

    public List<Column> columns() {
        return columns.stream().map(Taken::column).toList();
    }

    /** Empty where no relationship leads to it. */
    public Optional<String> key() {
        return Optional.of(key).filter(name -> !name.isEmpty());
    }

    public Optional<String> eventTime() {
        return Optional.of(eventTime).filter(name -> !name.isEmpty());
    }
}
