package io.spillway.gateway.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;

/** How long a caller prefers to wait for what really happens: {@code Prefer: wait=N} (RFC 7240 §4.3). */
record Preference(Duration patience) {

    private static final long LONGEST = 30;
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}|\"[0-9]{1,9}\"");

    /** Empty without a usable wait: a preference is never a reason to refuse (RFC 7240 §2). */
    static Optional<Preference> of(HttpServletRequest request) {
        String fields = String.join(",", Collections.list(request.getHeaders("Prefer")));
        for (String element : elements(fields)) {
            String[] preference = element.split(";", 2)[0].split("=", 2);
            // The first of one name counts (RFC 7240 §2).
            if (preference[0].strip().equalsIgnoreCase("wait")) {
                return preference.length == 2 ? usable(preference[1].strip()) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** A comma within quotes separates nothing (RFC 9110 §5.6.4). */
    private static List<String> elements(String fields) {
        List<String> elements = new ArrayList<>();
        boolean quoted = false;
        int begin = 0;
        for (int i = 0; i < fields.length(); i++) {
            switch (fields.charAt(i)) {
                case '"' -> quoted = !quoted;
                case '\\' -> i += quoted ? 1 : 0;
                case ',' -> {
                    if (!quoted) {
                        elements.add(fields.substring(begin, i));
                        begin = i + 1;
                    }
                }
                default -> {
                }
            }
        }
        elements.add(fields.substring(begin));
        return elements;
    }

    private static Optional<Preference> usable(String value) {
        if (!SECONDS.matcher(value).matches()) {
            return Optional.empty();
        }
        long seconds = Math.min(LONGEST, Long.parseLong(value.replace("\"", "")));
        return seconds == 0 ? Optional.empty() : Optional.of(new Preference(Duration.ofSeconds(seconds)));
    }

    /** What goes into {@code Preference-Applied}. */
    String applied() {
        return "wait=" + patience.toSeconds();
    }
}
