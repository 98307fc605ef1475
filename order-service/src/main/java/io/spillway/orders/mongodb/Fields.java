package io.spillway.orders.mongodb;

/** The names that the writer gives to collections and fields. Ours to read, never to change. */
final class Fields {

    static final String ORDERS = "orders";
    static final String BATCHES = "batches";

    static final String ID = "_id";

    /** Of an order. */
    static final String CREATED_BY = "createdBy";
    static final String CUSTOMER_ID = "customerId";
    static final String CURRENCY = "currency";
    static final String ITEMS = "items";
    static final String TOTAL = "total";
    static final String NOTE = "note";
    static final String STATUS = "status";
    static final String VERSION = "version";
    static final String CREATED_AT = "createdAt";
    static final String UPDATED_AT = "updatedAt";

    /** Only on what stays of a deleted order. */
    static final String DELETED_AT = "deletedAt";

    /** Of an order's item. */
    static final String SKU = "sku";
    static final String NAME = "name";
    static final String QUANTITY = "quantity";
    static final String UNIT_PRICE = "unitPrice";

    /** Of a batch in the ledger. */
    static final String WRITTEN_AT = "writtenAt";
    static final String COMMANDS = "commands";

    /** Of a command in a batch; its version is there when it was applied, its refusal when it was not. */
    static final String COMMAND_ID = "id";
    static final String COMMAND_ORDER = "order";
    static final String COMMAND_KIND = "kind";
    static final String COMMAND_ACTOR = "actor";
    static final String COMMAND_HASH = "hash";
    static final String COMMAND_AT = "at";
    static final String COMMAND_VERSION = "version";
    static final String COMMAND_REFUSAL = "refusal";

    private Fields() {}
}
