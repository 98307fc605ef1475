package io.spillway.standalone.samples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.spillway.contract.order.CustomerId;
import io.spillway.contract.order.OrderContent;
import io.spillway.contract.order.OrderItem;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class SampleOrdersTest {

    private static final Path FILE = Path.of("..", "samples", "orders.ndjson");

    @Test
    void theCommittedFileIsWhatTheGeneratorMakes() throws IOException {
        assertThat(Files.readString(FILE)).isEqualTo(SampleOrders.ndjson());
    }

    @Test
    void theClasspathHasTheCommittedFile() throws IOException {
        assertThat(SampleFile.lines()).hasSize(2_000).isEqualTo(Files.readAllLines(FILE));
    }

    @Test
    void everyOneIsAnOrderThatTheContractAllows() {
        Set<Integer> sizes = new HashSet<>();
        Set<Currency> currencies = new HashSet<>();
        for (String line : SampleFile.lines()) {
            OrderContent order = parse(line);
            sizes.add(order.items().size());
            currencies.add(order.currency());
        }
        assertThat(sizes).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(currencies).hasSizeGreaterThan(4);
    }

    @Test
    void someCustomersAreHotAndManyAreCold() {
        List<String> customers = SampleFile.lines().stream().map(line -> parse(line).customerId().toString()).toList();
        long hottest = customers.stream().filter(customers.getFirst()::equals).count();

        assertThat(hottest).isGreaterThan(200);
        assertThat(new HashSet<>(customers)).hasSizeGreaterThan(300);
    }

    private static OrderContent parse(String line) {
        JsonNode order = JsonMapper.shared().readTree(line);
        List<OrderItem> items = order.get("items").valueStream().map(item -> new OrderItem(item.get("sku").asString(),
                item.get("name").asString(), item.get("quantity").asInt(), item.get("unitPrice").asLong())).toList();
        JsonNode note = order.get("note");
        return new OrderContent(new CustomerId(order.get("customerId").asString()),
                OrderContent.checkCurrency(order.get("currency").asString()), items,
                note == null ? null : note.asString());
    }
}
