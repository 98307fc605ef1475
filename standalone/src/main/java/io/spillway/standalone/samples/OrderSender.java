package io.spillway.standalone.samples;

/** Sends one order. Used by many threads at a time. */
public interface OrderSender {

    /** What the gateway said in the end. */
    enum Answer {
        /** 202: it will be written. */
        ACCEPTED,
        /** A 4xx, or the gateway certainly took nothing until patience ended. */
        REJECTED,
        /** No answer, or one that leaves open whether it was taken. Not repeated, it could be taken twice. */
        UNKNOWN
    }

    Answer send(String order) throws InterruptedException;
}
