package cloud.somersault.http.route;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the recommendation says about traceparent; the examples are its own. */
class TraceContextTest {
    private static final String ID = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00f067aa0ba902b7";

    @Test
    void a_traceparent_is_taken_over_and_answered_with_a_span_of_our_own() {
        var trace = TraceContext.of("00-" + ID + "-" + PARENT + "-01");
        assertThat(trace.traceId()).isEqualTo(ID);
        assertThat(trace.spanId()).matches("[0-9a-f]{16}").isNotEqualTo(PARENT);
        assertThat(trace.response()).isEqualTo("00-" + ID + "-" + trace.spanId() + "-01");
    }

    @Test
    void flags_besides_sampled_are_not_sent_on() {
        assertThat(TraceContext.of("00-" + ID + "-" + PARENT + "-fe").response()).endsWith("-00");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "00-" + ID + "-" + PARENT,
                "00-" + ID + "-" + PARENT + "-01-more",
                "00-" + ID + "-" + PARENT + "-0g",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-" + PARENT + "-01",
                "00-00000000000000000000000000000000-" + PARENT + "-01",
                "00-" + ID + "-0000000000000000-01",
                "ff-" + ID + "-" + PARENT + "-01",
                "01-" + ID + "-" + PARENT + "-01.more",
                "00 " + ID + " " + PARENT + " 01",
            })
    void a_bad_traceparent_is_as_if_it_were_not_there(String bad) {
        var trace = TraceContext.of(bad);
        assertThat(trace.traceId()).matches("[0-9a-f]{32}").isNotEqualTo(ID);
        assertThat(trace.traceId()).matches(".*[1-9a-f].*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cc-" + ID + "-" + PARENT + "-01",
                "cc-" + ID + "-" + PARENT + "-01-what-the-future-will-be-like"
            })
    void of_a_later_version_what_is_known_of_version_00_is_taken(String later) {
        assertThat(TraceContext.of(later).traceId()).isEqualTo(ID);
        assertThat(TraceContext.of(later).response()).startsWith("00-" + ID);
    }

    @Test
    void two_of_them_are_as_none_and_none_is_a_new_trace() {
        var one = RawHeader.create("traceparent", "00-" + ID + "-" + PARENT + "-01");
        var request = HttpRequest.GET("/").addHeader(one);
        assertThat(TraceContext.of(request).traceId()).isEqualTo(ID);
        assertThat(TraceContext.of(request.addHeader(one)).traceId()).isNotEqualTo(ID);
        assertThat(TraceContext.of(HttpRequest.GET("/")).traceId())
                .isNotEqualTo(TraceContext.of(HttpRequest.GET("/")).traceId());
    }
}
