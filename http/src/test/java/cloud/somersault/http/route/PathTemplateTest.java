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
}
