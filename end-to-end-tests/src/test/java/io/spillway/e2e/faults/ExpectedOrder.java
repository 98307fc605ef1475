package io.spillway.e2e.faults;

import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.spillway.contract.command.Command;
import io.spillway.contract.command.CreateOrder;
import io.spillway.contract.command.DeleteOrder;
import io.spillway.contract.command.PatchOrder;
import io.spillway.contract.command.ReplaceOrder;
import io.spillway.contract.order.CustomerId;
import io.spillway.contract.order.OrderContent;
import io.spillway.contract.order.OrderId;
import io.spillway.contract.order.OrderItem;
import io.spillway.contract.order.OrderPatch;
import io.spillway.contract.order.OrderStatus;
import io.spillway.contract.order.UserId;
import io.spillway.contract.outcome.Outcome;
import io.spillway.contract.outcome.RefusalCode;
import org.jspecify.annotations.Nullable;

import static io.spillway.contract.order.OrderStatus.CANCELLED;
import static io.spillway.contract.order.OrderStatus.DELIVERED;
import static io.spillway.contract.order.OrderStatus.PAID;
import static io.spillway.contract.order.OrderStatus.PLACED;
import static io.spillway.contract.order.OrderStatus.SHIPPED;

/**
 * One order as it must be when the commands on it were applied one by one: the rules of the HTTP contract, written down a
 * second time and owing nothing to the writer. Not thread-safe.
 */
final class ExpectedOrder {

    private static final Map<OrderStatus, Set<OrderStatus>> SUCCESSORS = Map.of(PLACED, Set.of(PAID, CANCELLED),
            PAID, Set.of(SHIPPED, CANCELLED), SHIPPED, Set.of(DELIVERED), DELIVERED, Set.of(), CANCELLED, Set.of());

    private final OrderId id;
    private boolean created;
    private boolean deleted;
    private long version;
    private @Nullable UserId owner;
    private @Nullable CustomerId customer;
    private @Nullable Currency currency;
    private List<OrderItem> items = List.of();
    private @Nullable String note;
    private OrderStatus status = PLACED;
    private Instant createdAt = Instant.EPOCH;
    private Instant changedAt = Instant.EPOCH;

    ExpectedOrder(OrderId id) {
        this.id = id;
    }

    /** @return what must become of the command, which is the order's next */
    Outcome apply(Command command) {
        return command instanceof CreateOrder create ? create(create) : change(command);
    }

    private Outcome change(Command command) {
        if (!isLive() || !(command.header().actor().operator() || command.header().actor().user().equals(owner))) {
            return refused(RefusalCode.ORDER_NOT_FOUND);
        }
        List<Long> allowed = command.header().expectedVersions();
        if (allowed != null && !allowed.contains(version)) {
            return refused(RefusalCode.VERSION_MISMATCH);
        }
        return switch (command) {
            case CreateOrder create -> throw new IllegalArgumentException("A create is no change");
            case ReplaceOrder replace -> edit(command, replace.content().customerId(), replace.content().currency(),
                    replace.content().items(), replace.content().note(), status);
            case PatchOrder(var header, OrderPatch patch) -> edit(command, customer, currency,
                    patch.items() == null ? items : patch.items(), patch.note() == null ? note : patch.note().to(),
                    patch.status() == null ? status : patch.status());
            case DeleteOrder delete -> {
                deleted = true;
                yield applied(command);
            }
        };
    }

    private Outcome create(CreateOrder command) {
        if (created) {
            return refused(deleted ? RefusalCode.ORDER_ID_RETIRED : RefusalCode.ORDER_ALREADY_EXISTS);
        }
        created = true;
        owner = command.header().actor().user();
        createdAt = command.header().issuedAt();
        OrderContent content = command.content();
        return edit(command, content.customerId(), content.currency(), content.items(), content.note(), PLACED);
    }

    private Outcome edit(Command command, @Nullable CustomerId newCustomer, @Nullable Currency newCurrency,
            List<OrderItem> newItems, @Nullable String newNote, OrderStatus newStatus) {
        boolean sameGoods = newItems.equals(items) && newCustomer != null && newCustomer.equals(customer)
                && newCurrency != null && newCurrency.equals(currency);
        if (status != PLACED && !sameGoods) {
            return refused(RefusalCode.ORDER_NOT_EDITABLE);
        }
        if (newStatus != status && !successors().contains(newStatus)) {
            return refused(RefusalCode.ILLEGAL_STATUS_TRANSITION);
        }
        customer = newCustomer;
        currency = newCurrency;
        items = newItems;
        note = newNote;
        status = newStatus;
        return applied(command);
    }

    private Outcome applied(Command command) {
        version++;
        changedAt = command.header().issuedAt();
        return new Outcome.Applied(version);
    }

    private static Outcome refused(RefusalCode code) {
        return new Outcome.Rejected(code);
    }

    OrderId id() {
        return id;
    }

    boolean isLive() {
        return created && !deleted;
    }

    boolean isDeleted() {
        return deleted;
    }

    long version() {
        return version;
    }

    Set<OrderStatus> successors() {
        return SUCCESSORS.getOrDefault(status, Set.of());
    }

    /** The goods as they are, for a replace that changes only the note. */
    OrderContent contentWith(String otherNote) {
        if (customer == null || currency == null) {
            throw new IllegalStateException("There is no order " + id + " yet");
        }
        return new OrderContent(customer, currency, items, otherNote);
    }

    /** What the store must hold of it; null when it must hold nothing. */
    @Nullable
    StoredOrder stored() {
        if (!created) {
            return null;
        }
        String by = String.valueOf(owner);
        return deleted
                ? new StoredOrder(by, version, createdAt, changedAt, true, null, null, null, null, null, 0)
                : new StoredOrder(by, version, createdAt, changedAt, false, status.name(), String.valueOf(customer),
                        String.valueOf(currency), note, items,
                        items.stream().mapToLong(item -> item.quantity() * item.unitPrice()).sum());
    }
}
