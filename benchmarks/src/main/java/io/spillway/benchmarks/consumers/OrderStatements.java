package io.spillway.benchmarks.consumers;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;

import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import io.spillway.contract.command.Command;
import io.spillway.contract.command.CommandHeader;
import io.spillway.contract.command.CreateOrder;
import io.spillway.contract.command.DeleteOrder;
import io.spillway.contract.command.PatchOrder;
import io.spillway.contract.command.ReplaceOrder;
import io.spillway.contract.order.OrderContent;
import io.spillway.contract.order.OrderItem;
import io.spillway.contract.order.OrderPatch;
import io.spillway.contract.order.OrderStatus;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * One statement for each command: an insert, a delete, or an update that only matches while the order may be changed so.
 * The documents look as the writer-service's do, without what those need for being applied once.
 */
final class OrderStatements {

    private OrderStatements() {}

    static WriteModel<Document> of(Command command) {
        return switch (command) {
            case CreateOrder create -> new InsertOneModel<>(document(create));
            case ReplaceOrder replace -> update(replace.header(), List.of(status(OrderStatus.PLACED)),
                    contents(replace.content()));
            case PatchOrder patch -> update(patch.header(), guards(patch.patch()), changes(patch.patch()));
            case DeleteOrder delete -> new DeleteOneModel<>(guarded(delete.header(), List.of()));
        };
    }

    static Document document(CreateOrder create) {
        OrderContent content = create.content();
        Date at = Date.from(create.header().issuedAt());
        return new Document("_id", create.orderId().value())
                .append("createdBy", create.header().actor().user().value())
                .append("customerId", content.customerId().value())
                .append("currency", content.currency().getCurrencyCode())
                .append("items", items(content.items()))
                .append("total", content.total())
                .append("note", content.note())
                .append("status", OrderStatus.PLACED.name())
                .append("version", 1L)
                .append("createdAt", at)
                .append("updatedAt", at);
    }

    private static List<Document> items(List<OrderItem> items) {
        return items.stream().map(item -> new Document("sku", item.sku()).append("name", item.name())
                .append("quantity", item.quantity()).append("unitPrice", item.unitPrice())).toList();
    }

    private static WriteModel<Document> update(CommandHeader header, List<Bson> guards, List<Bson> changes) {
        List<Bson> all = new ArrayList<>(changes);
        all.add(updatedAt(header.issuedAt()));
        all.add(Updates.inc("version", 1L));
        return new UpdateOneModel<>(guarded(header, guards), Updates.combine(all));
    }

    private static Bson updatedAt(Instant at) {
        return Updates.set("updatedAt", Date.from(at));
    }

    private static Bson guarded(CommandHeader header, List<Bson> guards) {
        List<Bson> all = new ArrayList<>(guards);
        all.addFirst(Filters.eq("_id", header.orderId().value()));
        if (!header.actor().operator()) {
            all.add(Filters.eq("createdBy", header.actor().user().value()));
        }
        List<Long> versions = header.expectedVersions();
        if (versions != null) {
            all.add(Filters.in("version", versions));
        }
        return Filters.and(all);
    }

    private static List<Bson> guards(OrderPatch patch) {
        List<Bson> guards = new ArrayList<>();
        OrderStatus next = patch.status();
        if (patch.items() != null) {
            guards.add(status(OrderStatus.PLACED));
        } else if (next != null) {
            guards.add(Filters.in("status", Arrays.stream(OrderStatus.values())
                    .filter(status -> status.mayBecome(next)).map(OrderStatus::name).toList()));
        }
        return guards;
    }

    private static Bson status(OrderStatus status) {
        return Filters.eq("status", status.name());
    }

    private static List<Bson> changes(OrderPatch patch) {
        List<Bson> changes = new ArrayList<>();
        List<OrderItem> items = patch.items();
        if (items != null) {
            changes.add(Updates.set("items", items(items)));
            changes.add(Updates.set("total", items.stream().mapToLong(i -> i.quantity() * i.unitPrice()).sum()));
        }
        OrderPatch.NoteChange note = patch.note();
        if (note != null) {
            changes.add(note.to() == null ? Updates.unset("note") : Updates.set("note", note.to()));
        }
        OrderStatus status = patch.status();
        if (status != null) {
            changes.add(Updates.set("status", status.name()));
        }
        return changes;
    }

    private static List<Bson> contents(OrderContent content) {
        return List.of(Updates.set("customerId", content.customerId().value()),
                Updates.set("currency", content.currency().getCurrencyCode()),
                Updates.set("items", items(content.items())),
                Updates.set("total", content.total()),
                Updates.set("note", content.note()));
    }
}
