package cloud.somersault.chip.calibration;

import cloud.somersault.chip.experiment.Measured;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What an experiment at one place came to. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Finding.Found.class, name = "found"),
    @JsonSubTypes.Type(value = Finding.Unclear.class, name = "unclear")
})
public sealed interface Finding {

    /**
     * It found these.
     *
     * @param figures by name, with their standard errors
     */
    record Found(SortedMap<Figure, Measured> figures) implements Finding {
        public Found {
            figures = Collections.unmodifiableSortedMap(new TreeMap<>(figures));
        }

        static Found of(Map<Figure, Measured> figures) {
            return new Found(new TreeMap<>(figures));
        }

        /**
         * A figure that such an experiment finds.
         *
         * @throws IllegalArgumentException when it does not
         */
        public Measured figure(Figure figure) {
            var found = figures.get(figure);
            if (found == null) {
                throw new IllegalArgumentException(figure.id() + " is not among " + figures);
            }
            return found;
        }
    }

    /** Its counts say nothing. */
    record Unclear(String why) implements Finding {}
}
