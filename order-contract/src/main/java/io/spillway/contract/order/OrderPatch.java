package io.spillway.contract.order;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The members of an order that a JSON Merge Patch (RFC 7396) sets; null means that the patch does not name the member.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OrderPatch(@Nullable List<OrderItem> items, @Nullable NoteChange note, @Nullable OrderStatus status) {

    public OrderPatch {
        items = items == null ? null : OrderContent.checkItems(items);
    }

    /** @param to the new note; null removes it */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record NoteChange(@Nullable String to) {

        public NoteChange {
            OrderContent.checkNote(to);
        }
    }

    /** What {@code content} becomes. The status is not part of the content. */
    public OrderContent applyTo(OrderContent content) {
        return new OrderContent(content.customerId(), content.currency(), items == null ? content.items() : items,
                note == null ? content.note() : note.to());
    }
}
