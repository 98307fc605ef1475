package io.spillway.standalone.samples;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Makes {@code samples/orders.ndjson}, the same bytes each time on every machine: a fixed seed, {@link Random}'s documented
 * algorithm and whole numbers only. To make the file anew, at the root of the repository (any Java from 17):
 *
 * <pre>java standalone/src/test/java/io/spillway/standalone/samples/SampleOrders.java &gt; samples/orders.ndjson</pre>
 *
 * <p>It uses the JDK alone, so that this one command is enough.
 */
public final class SampleOrders {
    static final int COUNT = 2_000;
    private static final long SEED = 20_260_101;
    private static final int CUSTOMERS = 400;
    private static final int PERCENT_WITH_NOTE = 15;

    /** How often a currency occurs in 100 orders, and what a hundred euro cents are in its minor units. */
    private record Money(String code, int share, int forHundredCents) {}

    /** What it costs in euro cents, and the number that people order at once at most. */
    private record Product(String sku, String name, int cents, int atMost) {}

    private static final List<Money> CURRENCIES = List.of(
            new Money("EUR", 44, 100), new Money("USD", 24, 110), new Money("GBP", 11, 85), new Money("CHF", 7, 95),
            new Money("SEK", 5, 1_140), new Money("JPY", 5, 165), new Money("PLN", 4, 430));

    private static final List<Product> PRODUCTS = List.of(
            new Product("TEA-GRN-100", "Green tea, loose, 100 g", 690, 6),
            new Product("TEA-ERL-100", "Earl Grey, loose, 100 g", 590, 6),
            new Product("COF-ESP-1000", "Espresso beans, 1 kg", 2_190, 4),
            new Product("COF-FLT-500", "Filter coffee, ground, 500 g", 990, 8),
            new Product("CUP-WHT-250", "Cup, white, 250 ml", 890, 12),
            new Product("POT-IRN-900", "Cast iron teapot, 900 ml", 5_490, 1),
            new Product("PRS-FRN-1000", "French press, 1 l", 3_290, 2),
            new Product("GRD-MAN-01", "Hand grinder", 6_900, 1),
            new Product("FLT-PAP-100", "Paper filters, 100", 390, 10),
            new Product("SCL-KIT-02", "Kitchen scale, 0.1 g", 2_990, 1),
            new Product("CHO-DRK-100", "Dark chocolate 70%, 100 g", 349, 20),
            new Product("CHO-HZL-100", "Hazelnut chocolate, 100 g", 349, 20),
            new Product("HON-FOR-500", "Forest honey, 500 g", 1_150, 3),
            new Product("JAM-APR-340", "Apricot jam, 340 g", 520, 6),
            new Product("OIL-OLV-750", "Olive oil, 750 ml", 1_690, 4),
            new Product("SLT-SEA-250", "Sea salt, 250 g", 420, 4),
            new Product("BKE-RYE-750", "Rye bread mix, 750 g", 380, 8),
            new Product("SPC-CIN-060", "Cinnamon, ground, 60 g", 330, 5),
            new Product("SPC-VAN-003", "Vanilla pods, 3", 1_290, 2),
            new Product("TWL-LIN-02", "Linen tea towels, 2", 1_990, 3),
            new Product("APR-COT-01", "Cotton apron", 3_490, 2),
            new Product("BTL-STL-750", "Steel bottle, 750 ml", 2_790, 2),
            new Product("LCH-BOX-02", "Lunch box, 2 compartments", 1_890, 3),
            new Product("CND-BEE-04", "Beeswax candles, 4", 1_450, 4),
            new Product("SOA-OLV-100", "Olive soap, 100 g", 490, 10),
            new Product("GFT-CRD-25", "Gift card", 2_500, 5));

    private static final List<String> NOTES = List.of(
            "Please leave it with the neighbours.", "Gift: no invoice in the parcel, please.", "Ring twice.",
            "Deliver after 17:00.", "Call before delivery.", "Bitte beim Café im Erdgeschoss abgeben.",
            "Laissez le colis chez la gardienne, s'il vous plaît.", "No plastic filling, please.",
            "Same as last month.", "For the office kitchen, 3rd floor.");

    private final Random random = new Random(SEED);
    private final int[] customerWeights = zipf(CUSTOMERS);
    private final int[] productWeights = zipf(PRODUCTS.size());
    private final int[] currencyWeights = CURRENCIES.stream().mapToInt(Money::share).toArray();

    public static void main(String[] args) throws IOException {
        System.out.write(ndjson().getBytes(StandardCharsets.UTF_8));
        System.out.flush();
    }

    /** One POST body a line, each line ended. */
    static String ndjson() {
        SampleOrders orders = new SampleOrders();
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < COUNT; i++) {
            orders.appendTo(lines).append('\n');
        }
        return lines.toString();
    }

    private StringBuilder appendTo(StringBuilder line) {
        int customer = pick(customerWeights);
        // A customer pays in one currency, whatever the order.
        Money money = CURRENCIES.get(pick(currencyWeights, new Random(SEED + customer)));
        line.append("{\"customerId\":\"customer-%04d\",\"currency\":\"%s\",\"items\":[".formatted(customer + 1,
                money.code));
        List<Product> chosen = products();
        for (int i = 0; i < chosen.size(); i++) {
            Product product = chosen.get(i);
            line.append(i == 0 ? "" : ",").append("{\"sku\":\"%s\",\"name\":\"%s\",\"quantity\":%d,\"unitPrice\":%d}"
                    .formatted(product.sku, product.name, 1 + random.nextInt(product.atMost), price(product, money)));
        }
        line.append(']');
        if (random.nextInt(100) < PERCENT_WITH_NOTE) {
            line.append(",\"note\":\"").append(NOTES.get(random.nextInt(NOTES.size()))).append('"');
        }
        return line.append('}');
    }

    /** One to eight different ones; small baskets are commoner. */
    private List<Product> products() {
        int size = 1 + Math.min(random.nextInt(8), random.nextInt(8));
        List<Product> chosen = new ArrayList<>();
        while (chosen.size() < size) {
            Product product = PRODUCTS.get(pick(productWeights));
            if (!chosen.contains(product)) {
                chosen.add(product);
            }
        }
        return chosen;
    }

    private static long price(Product product, Money money) {
        return Math.max(1, (long) product.cents * money.forHundredCents / 100);
    }

    /** The first few are chosen again and again, the last ones hardly ever. */
    private static int[] zipf(int size) {
        int[] weights = new int[size];
        for (int rank = 0; rank < size; rank++) {
            weights[rank] = 100_000 / (rank + 1);
        }
        return weights;
    }

    private int pick(int[] weights) {
        return pick(weights, random);
    }

    private static int pick(int[] weights, Random random) {
        int sum = 0;
        for (int weight : weights) {
            sum += weight;
        }
        int left = random.nextInt(sum);
        int index = 0;
        while (left >= weights[index]) {
            left -= weights[index++];
        }
        return index;
    }
}
