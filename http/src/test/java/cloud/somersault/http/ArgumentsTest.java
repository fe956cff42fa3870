package cloud.somersault.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.somersault.persistence.archive.Database;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ArgumentsTest {

    @Test
    void without_words_a_node_does_everything_on_loopback() throws Exception {
        var arguments = parse();

        assertThat(arguments.host()).isEqualTo("127.0.0.1");
        assertThat(arguments.port()).isEqualTo(7272);
        assertThat(arguments.portAsked()).isFalse();
        assertThat(arguments.roles()).containsExactlyInAnyOrder("keeper", "door", "simulator");
        assertThat(arguments.join()).isEmpty();
        assertThat(arguments.data()).isEqualTo(Path.of("/home/ada/data/somersault"));
    }

    @Test
    void every_option_is_read() throws Exception {
        var arguments =
                parse(
                        "--port",
                        "0",
                        "--host",
                        "0.0.0.0",
                        "--data",
                        "/d",
                        "--roles",
                        "simulator",
                        "--join",
                        "127.0.0.1:1,127.0.0.1:2",
                        "--cluster-port",
                        "25520",
                        "--cluster-host",
                        "node-3",
                        "--cassandra",
                        "c1:9042,c2:9042");

        assertThat(arguments)
                .isEqualTo(
                        new Arguments(
                                "0.0.0.0",
                                0,
                                true,
                                Path.of("/d"),
                                java.util.Set.of("simulator"),
                                List.of("127.0.0.1:1", "127.0.0.1:2"),
                                Optional.of("node-3"),
                                25520,
                                List.of(),
                                Database.CASSANDRA,
                                Optional.of("c1:9042,c2:9042")));
        assertThat(arguments.keeper()).isFalse();
        assertThat(arguments.door()).isFalse();
    }

    @Test
    void chips_may_be_named_several_times() throws Exception {
        assertThat(parse("--chip", "lattice-102", "--chip", "mine.json").chips())
                .containsExactly("lattice-102", "mine.json");
    }

    @Test
    void a_node_that_joins_simulates_unless_told_otherwise() throws Exception {
        assertThat(parse("--join", "127.0.0.1:25520").roles()).containsExactly("simulator");
    }

    @Test
    void with_a_database_that_keepers_share_every_node_does_everything() throws Exception {
        var arguments = parse("--cassandra", "127.0.0.1:9042", "--join", "127.0.0.1:25520");

        assertThat(arguments.roles()).containsExactlyInAnyOrder("keeper", "door", "simulator");
        assertThat(arguments.database()).isEqualTo(Database.CASSANDRA);
        assertThat(parse("--cassandra", "c:1", "--roles", "door", "--join", "h:1").door()).isTrue();
    }

    @Test
    void a_wrong_word_is_named() {
        assertThatThrownBy(() -> parse("--prot", "1")).hasMessage("not an option: --prot");
        assertThatThrownBy(() -> parse("--port", "http")).hasMessageContaining("not http");
        assertThatThrownBy(() -> parse("--port", "70000")).hasMessageContaining("65535");
        assertThatThrownBy(() -> parse("--roles", "cook")).hasMessageContaining("not cook");
        assertThatThrownBy(() -> parse("--join", "here")).hasMessageContaining("HOST:PORT");
        assertThatThrownBy(() -> parse("--roles", "simulator")).hasMessageContaining("--join");
        assertThatThrownBy(() -> parse("--roles", "keeper", "--join", "h:1"))
                .hasMessageContaining("a keeper starts the cluster");
        assertThatThrownBy(() -> parse("--port")).hasMessageContaining("needs a value");
    }

    private static Arguments parse(String... words) throws Exception {
        return Arguments.parse(
                List.of(words), Map.of("XDG_DATA_HOME", "/home/ada/data"), Database.SQLITE);
    }
}
