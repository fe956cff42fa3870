package cloud.somersault.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import org.junit.jupiter.api.Test;

class EventLogSettingsTest {
    @Test
    void the_usual_ones_are_those_of_the_configuration() {
        assertThat(EventLogSettings.of(configured(""))).isEqualTo(EventLogSettings.DEFAULT);
    }

    @Test
    void sizes_are_said_with_their_unit() {
        var settings = EventLogSettings.of(configured("somersault.journal.ahead-max = 500 MiB"));

        assertThat(settings.aheadBytesMax()).isEqualTo(500 * 1024 * 1024);
    }

    @Test
    void too_little_or_too_much_written_ahead_is_refused_by_name() {
        assertThatThrownBy(() ->
                        EventLogSettings.of(configured("somersault.journal.ahead-max = 4 KiB")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("somersault.journal.ahead-max");
        assertThatThrownBy(() ->
                        EventLogSettings.of(configured("somersault.journal.ahead-max = 2 GiB")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("somersault.journal.ahead-max");
    }

    private static Config configured(String text) {
        return ConfigFactory.parseString(text).withFallback(ConfigFactory.load());
    }
}
