package io.segmill.core.checking;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectCheckerTest {
    @TempDir
    Path folder;

    @Test
    void a_right_project_has_no_problems() {
        Shop shop = new Shop(folder).where("""
                all:
                  - {attribute: address.state, in: [TX, NO]}
                  - {attribute: zip, is: "01234"}
                  - {sum: orders.lines.product.price, within: last 90 days, at-least: 500}
                  - {has-no: orders, within: last 90 days, where: {attribute: amount, more-than: 10.50}}
                  - {attribute: seen_at, more-than: {attribute: birthday}}
                """);
        assertThat(shop.told()).isEmpty();
        assertThat(shop.project().customerKey().name()).isEqualTo("customer_id");
    }
}
