package io.spillway.e2e;

import java.util.Collections;

/** Bodies of requests. */
public final class Orders {

    private Orders() {}

    public static String mug(String customer) {
        return """
                {"customerId": "%s", "currency": "EUR",
                 "items": [{"sku": "MUG-1", "name": "Blue mug", "quantity": 2, "unitPrice": 1250}]}
                """.formatted(customer);
    }

    static String items(int count) {
        String item = """
                {"sku": "MUG-1", "name": "Blue mug", "quantity": 1, "unitPrice": 100}""";
        return """
                {"customerId": "C-1", "currency": "EUR", "items": [%s]}
                """.formatted(String.join(",", Collections.nCopies(count, item)));
    }
}
