package cloud.somersault.http.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PathTemplateTest {
    private static final PathTemplate RESULT = new PathTemplate("/v1/jobs/{id}/result");

    @Test
    void a_hole_takes_one_whole_segment() {
        assertThat(RESULT.match(List.of("v1", "jobs", "a b", "result")))
                .contains(Map.of("id", "a b"));
    }

    @Test
    void longer_shorter_and_other_paths_do_not_match() {
        assertThat(RESULT.match(List.of("v1", "jobs", "a"))).isEmpty();
        assertThat(RESULT.match(List.of("v1", "jobs", "a", "result", ""))).isEmpty();
        assertThat(RESULT.match(List.of("v1", "jobs", "a", "program"))).isEmpty();
    }

    @Test
    void the_root_has_no_segments() {
        assertThat(new PathTemplate("/").match(List.of())).contains(Map.of());
        assertThat(new PathTemplate("/").match(List.of("x"))).isEmpty();
    }

    @Test
    void holes_are_named_from_left_to_right() {
        assertThat(new PathTemplate("/v1/chips/{chip}/qubits/{qubit}").parameters())
                .containsExactly("chip", "qubit");
    }

    @Test
    void a_hole_may_begin_with_fixed_letters() {
        var bucket = new PathTemplate("/parcels-{place}/{key*}");
        assertThat(bucket.match(List.of("parcels-here", "a", "b.json")))
                .contains(Map.of("place", "here", "key", "a/b.json"));
        assertThat(bucket.match(List.of("parcels-", "a"))).isEmpty();
        assertThat(bucket.match(List.of("letters-here", "a"))).isEmpty();
    }

    @Test
    void the_last_hole_may_take_the_rest_but_not_nothing() {
        var rest = new PathTemplate("/files/{key*}");
        assertThat(rest.parameters()).containsExactly("key");
        assertThat(rest.match(List.of("files", "one"))).contains(Map.of("key", "one"));
        assertThat(rest.match(List.of("files"))).isEmpty();
    }
}
