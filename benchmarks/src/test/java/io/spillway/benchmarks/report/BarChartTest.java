package io.spillway.benchmarks.report;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

import static org.assertj.core.api.Assertions.assertThat;

class BarChartTest {

    private static final BarChart CHART = new BarChart("Creates, 1 ms <a call>", "commands/s", List.of(
            new BarChart.Bar("one-by-one", new Spread(400, 500, 600), false),
            new BarChart.Bar("spillway", new Spread(9_000, 10_000, 11_000), true)));

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        CHART.write(folder, "chart");
    }

    @Test
    void drawsEachBarAsLongAsItsMedian() throws Exception {
        Element[] bars = {rectangle(1), rectangle(2)};

        assertThat(width(bars[1]) / width(bars[0])).isCloseTo(20, org.assertj.core.data.Offset.offset(0.5));
    }

    @Test
    void writesWhatTheBarsAreIntoBothPictures() throws Exception {
        assertThat(Files.readString(folder.resolve("chart.svg"))).contains("one-by-one", "spillway", "10,000",
                "Creates, 1 ms &lt;a call&gt;");
        assertThat(inks("chart.png")).contains(Ink.BAR.rgb(), Ink.HIGHLIGHT.rgb(), Ink.PAPER.rgb());
    }

    private List<Integer> inks(String name) throws IOException {
        BufferedImage image = ImageIO.read(folder.resolve(name).toFile());
        return java.util.Arrays.stream(image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0,
                image.getWidth())).map(pixel -> pixel & 0xFFFFFF).distinct().boxed().toList();
    }

    private Element rectangle(int index) throws Exception {
        Document svg = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(folder.resolve("chart.svg").toFile());
        return (Element) svg.getElementsByTagName("rect").item(index);
    }

    private static double width(Element rectangle) {
        return Double.parseDouble(rectangle.getAttribute("width"));
    }
}
