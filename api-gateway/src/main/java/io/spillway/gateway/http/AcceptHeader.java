package io.spillway.gateway.http;

import java.util.Comparator;
import java.util.List;

import org.springframework.http.MediaType;

/** What a caller can read (RFC 9110 §12.5.1). */
final class AcceptHeader {

    private AcceptHeader() {}

    /**
     * Whether an answer of this type may be sent. The most specific of the ranges that it is in decides, and a weight of 0
     * says no (§12.4.2).
     *
     * @param ranges of the header; none are as good as any
     */
    static boolean takes(List<MediaType> ranges, MediaType answer) {
        return ranges.isEmpty() || ranges.stream()
                .filter(range -> range.includes(answer))
                .max(Comparator.comparingInt(AcceptHeader::specificity).thenComparingDouble(MediaType::getQualityValue))
                .filter(range -> range.getQualityValue() > 0)
                .isPresent();
    }

    private static int specificity(MediaType range) {
        if (range.isWildcardType()) {
            return 0;
        }
        return range.isWildcardSubtype() ? 1 : 2;
    }
}
