package cloud.somersault.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import org.junit.jupiter.api.Test;

class EventReaderTest {

    @Test
    void events_come_with_id_name_and_data_and_comments_are_skipped() throws IOException {
        var reader =
                reader(
                        """
                        : hello
                        id: 1
                        event: job-submitted
                        data: {"a":1}

                        : still here

                        id:2
                        event:job-completed
                        data:one
                        data:two

                        """);

        assertThat(reader.next()).contains(new ServerEvent("1", "job-submitted", "{\"a\":1}"));
        assertThat(reader.next()).contains(new ServerEvent("2", "job-completed", "one\ntwo"));
        assertThat(reader.next()).isEmpty();
    }

    @Test
    void an_event_that_breaks_off_is_no_event() throws IOException {
        assertThat(reader("id: 1\ndata: {\"half\":").next()).isEmpty();
    }

    private static EventReader reader(String text) {
        return new EventReader(new BufferedReader(new StringReader(text)));
    }
}
