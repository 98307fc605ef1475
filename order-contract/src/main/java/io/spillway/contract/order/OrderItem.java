package io.spillway.contract.order;

/**
 * One line of an order.
 *
 * @param sku       1 to 64 characters
 * @param name      1 to 200 characters
 * @param quantity  1 to 10,000
 * @param unitPrice in minor units of the order's currency, 0 to 10^12
 */
public record OrderItem(String sku, String name, int quantity, long unitPrice) {

    public static final int MAX_QUANTITY = 10_000;
    public static final long MAX_UNIT_PRICE = 1_000_000_000_000L;

    public OrderItem {
        checkSku(sku);
        checkName(name);
        checkQuantity(quantity);
        checkUnitPrice(unitPrice);
    }

    public static String checkSku(String sku) {
        return Text.visible(sku, 64);
    }

    public static String checkName(String name) {
        return Text.visible(name, 200);
    }

    public static int checkQuantity(long quantity) {
        if (quantity < 1 || quantity > MAX_QUANTITY) {
            throw new InvalidValueException("must be a whole number from 1 to 10000");
        }
        return (int) quantity;
    }

    public static long checkUnitPrice(long unitPrice) {
        if (unitPrice < 0 || unitPrice > MAX_UNIT_PRICE) {
            throw new InvalidValueException("must be a whole number of minor units from 0 to 1000000000000");
        }
        return unitPrice;
    }

    /** At most 10^16, so a whole order's sum still fits. */
    long subtotal() {
        return quantity * unitPrice;
    }
}
