package io.spillway.orders.mongodb;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

import org.bson.Document;
import org.bson.types.Binary;

/**
 * Reads the fields of a document that must be there. Whatever is not as the writer writes it is a fault of ours, told as
 * an {@link IllegalStateException} that names the field.
 */
final class Values {

    private Values() {}

    static String text(Document document, String field) {
        return required(document, field, String.class);
    }

    static UUID uuid(Document document, String field) {
        return required(document, field, UUID.class);
    }

    /** Of any whole width: other tools that touch a number may leave it wider or narrower. */
    static long number(Document document, String field) {
        return required(document, field, Number.class).longValue();
    }

    static Instant instant(Document document, String field) {
        return required(document, field, Date.class).toInstant();
    }

    static byte[] bytes(Document document, String field) {
        return required(document, field, Binary.class).getData();
    }

    static <T> List<T> list(Document document, String field, Function<Document, T> element) {
        List<?> elements = required(document, field, List.class);
        return elements.stream().map(Document.class::cast).map(element).toList();
    }

    /** A value from a closed set, which {@code lookup} knows. */
    static <T> T known(Document document, String field, Function<String, Optional<T>> lookup) {
        return lookup.apply(text(document, field)).orElseThrow(() -> unexpected(field));
    }

    private static <T> T required(Document document, String field, Class<T> type) {
        Object value = document.get(field);
        if (!type.isInstance(value)) {
            throw unexpected(field);
        }
        return type.cast(value);
    }

    private static IllegalStateException unexpected(String field) {
        return new IllegalStateException("The writer left something unexpected, or nothing, in the field " + field);
    }
}
