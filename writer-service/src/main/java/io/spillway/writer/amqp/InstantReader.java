package io.spillway.writer.amqp;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/**
 * Times as gateways write them, {@code 2026-01-31T23:59:59.123Z}, read by position: the JDK's formatter takes a quarter of the time
 * that a command takes to read. Any other form is left to it.
 */
final class InstantReader extends ValueDeserializer<Instant> {

    private static final String FORM = "0000-00-00T00:00:00.000Z";

    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context) {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            return (Instant) context.handleUnexpectedToken(Instant.class, parser);
        }
        String text = parser.getString();
        try {
            return read(text);
        } catch (DateTimeParseException unreadable) {
            return (Instant) context.handleWeirdStringValue(Instant.class, text, "not a time in ISO 8601");
        }
    }

    /** @throws DateTimeParseException as {@link Instant#parse} does */
    static Instant read(String text) {
        return hasForm(text) ? byPosition(text) : Instant.parse(text);
    }

    private static Instant byPosition(String text) {
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, 19);
        if (month < 1 || month > 12 || day < 1 || day > 28 || hour > 23 || minute > 59 || second > 59) {
            return Instant.parse(text); // the end of a month, or no time at all
        }
        long days = LocalDate.of(number(text, 0, 4), month, day).toEpochDay();
        return Instant.ofEpochMilli((((days * 24 + hour) * 60 + minute) * 60 + second) * 1_000 + number(text, 20, 23));
    }

    private static boolean hasForm(String text) {
        boolean fits = text.length() == FORM.length();
        for (int i = 0; fits && i < FORM.length(); i++) {
            char wanted = FORM.charAt(i);
            char found = text.charAt(i);
            fits = wanted == '0' ? found >= '0' && found <= '9' : found == wanted;
        }
        return fits;
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }
}
