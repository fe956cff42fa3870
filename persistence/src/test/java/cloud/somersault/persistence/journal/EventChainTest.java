package cloud.somersault.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The links were computed by another program, written from the chain's description alone. */
class EventChainTest {
    @Test
    void links_are_as_described() {
        var first = EventChain.next(EventChain.START, Events.event("a", 1, "one"));
        assertThat(first)
                .isEqualTo("35769e7fab1e885a2d9447234ea3cfd7d67aa5aa802b7e157a13c9c4d622dc88");
        assertThat(EventChain.next(first, Events.event("a", 2, "two", "täg", "even")))
                .isEqualTo("5d07bbdb333d812a197314b4ad098f11a174a166b6ced1ade89d6ad7af72a776");
    }
}
