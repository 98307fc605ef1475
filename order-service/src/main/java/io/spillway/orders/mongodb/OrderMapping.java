package io.spillway.orders.mongodb;

import java.util.Currency;
import java.util.List;

import io.spillway.contract.order.CustomerId;
import io.spillway.contract.order.Order;
import io.spillway.contract.order.OrderId;
import io.spillway.contract.order.OrderItem;
import io.spillway.contract.order.OrderStatus;
import io.spillway.contract.order.UserId;
import org.bson.Document;

/** Makes an order from its document. */
final class OrderMapping {

    /** What is read of a document; the writer's own fields (revision, chain) stay where they are. */
    static final List<String> READ = List.of(Fields.CREATED_BY, Fields.CUSTOMER_ID, Fields.CURRENCY, Fields.ITEMS,
            Fields.TOTAL, Fields.NOTE, Fields.STATUS, Fields.VERSION, Fields.CREATED_AT, Fields.UPDATED_AT);

    private OrderMapping() {}

    static Order order(Document document) {
        return new Order(
                new OrderId(Values.uuid(document, Fields.ID)),
                new CustomerId(Values.text(document, Fields.CUSTOMER_ID)),
                Currency.getInstance(Values.text(document, Fields.CURRENCY)),
                Values.list(document, Fields.ITEMS, OrderMapping::item),
                Values.number(document, Fields.TOTAL),
                document.getString(Fields.NOTE),
                OrderStatus.valueOf(Values.text(document, Fields.STATUS)),
                Values.number(document, Fields.VERSION),
                Values.instant(document, Fields.CREATED_AT),
                Values.instant(document, Fields.UPDATED_AT),
                new UserId(Values.text(document, Fields.CREATED_BY)));
    }

    private static OrderItem item(Document document) {
        return new OrderItem(
                Values.text(document, Fields.SKU),
                Values.text(document, Fields.NAME),
                OrderItem.checkQuantity(Values.number(document, Fields.QUANTITY)),
                Values.number(document, Fields.UNIT_PRICE));
    }
}
