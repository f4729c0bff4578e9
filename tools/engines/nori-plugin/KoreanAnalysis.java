package maru.engines;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.cjk.CJKBigramFilter;
import org.apache.lucene.analysis.cjk.CJKWidthFilter;
import org.apache.lucene.analysis.ko.KoreanNumberFilter;
import org.apache.lucene.analysis.ko.KoreanPartOfSpeechStopFilter;
import org.apache.lucene.analysis.ko.KoreanReadingFormFilter;
import org.apache.lucene.analysis.ko.KoreanTokenizer;
import org.apache.lucene.analysis.ko.POS;
import org.elasticsearch.plugin.Inject;
import org.elasticsearch.plugin.NamedComponent;
import org.elasticsearch.plugin.analysis.TokenFilterFactory;
import org.elasticsearch.plugin.analysis.TokenizerFactory;
import org.elasticsearch.plugin.settings.AnalysisSettings;
import org.elasticsearch.plugin.settings.BooleanSetting;
import org.elasticsearch.plugin.settings.ListSetting;
import org.elasticsearch.plugin.settings.StringSetting;

/** Lucene's Korean and CJK analysis under the names, settings and defaults of Elasticsearch's own components. */
public final class KoreanAnalysis {

    @AnalysisSettings
    public interface TokenizerSettings {
        @StringSetting(path = "decompound_mode", defaultValue = "discard")
        String decompoundMode();

        @BooleanSetting(path = "discard_punctuation", defaultValue = true)
        boolean discardPunctuation();
    }

    @NamedComponent("nori_tokenizer")
    public static class NoriTokenizer implements TokenizerFactory {
        private final KoreanTokenizer.DecompoundMode mode;
        private final boolean discardPunctuation;

        @Inject
        public NoriTokenizer(TokenizerSettings settings) {
            mode = KoreanTokenizer.DecompoundMode.valueOf(settings.decompoundMode().toUpperCase(Locale.ROOT));
            discardPunctuation = settings.discardPunctuation();
        }

        @Override
        public KoreanTokenizer create() {
            return new KoreanTokenizer(KoreanTokenizer.DEFAULT_TOKEN_ATTRIBUTE_FACTORY, null, mode, false, discardPunctuation);
        }
    }

    @AnalysisSettings
    public interface PartOfSpeechSettings {
        @ListSetting(path = "stoptags")
        List<String> stopTags();
    }

    @NamedComponent("nori_part_of_speech")
    public static class NoriPartOfSpeech implements TokenFilterFactory {
        private final Set<POS.Tag> stopTags;

        @Inject
        public NoriPartOfSpeech(PartOfSpeechSettings settings) {
            stopTags = settings.stopTags().isEmpty()
                    ? KoreanPartOfSpeechStopFilter.DEFAULT_STOP_TAGS
                    : settings.stopTags().stream().map(POS::resolveTag).collect(Collectors.toSet());
        }

        @Override
        public TokenStream create(TokenStream input) {
            return new KoreanPartOfSpeechStopFilter(input, stopTags);
        }
    }

    @NamedComponent("nori_readingform")
    public static class NoriReadingForm implements TokenFilterFactory {
        @Override
        public TokenStream create(TokenStream input) {
            return new KoreanReadingFormFilter(input);
        }
    }

    @NamedComponent("nori_number")
    public static class NoriNumber implements TokenFilterFactory {
        @Override
        public TokenStream create(TokenStream input) {
            return new KoreanNumberFilter(input);
        }
    }

    @NamedComponent("cjk_width")
    public static class CjkWidth implements TokenFilterFactory {
        @Override
        public TokenStream create(TokenStream input) {
            return new CJKWidthFilter(input);
        }

        @Override
        public TokenStream normalize(TokenStream input) {
            return create(input);
        }
    }

    @AnalysisSettings
    public interface BigramSettings {
        @ListSetting(path = "ignored_scripts")
        List<String> ignoredScripts();

        @BooleanSetting(path = "output_unigrams", defaultValue = false)
        boolean outputUnigrams();
    }

    @NamedComponent("cjk_bigram")
    public static class CjkBigram implements TokenFilterFactory {
        private final int scripts;
        private final boolean outputUnigrams;

        @Inject
        public CjkBigram(BigramSettings settings) {
            Set<String> ignored = new HashSet<>(settings.ignoredScripts());
            scripts = (ignored.contains("han") ? 0 : CJKBigramFilter.HAN)
                    | (ignored.contains("hiragana") ? 0 : CJKBigramFilter.HIRAGANA)
                    | (ignored.contains("katakana") ? 0 : CJKBigramFilter.KATAKANA)
                    | (ignored.contains("hangul") ? 0 : CJKBigramFilter.HANGUL);
            outputUnigrams = settings.outputUnigrams();
        }

        @Override
        public TokenStream create(TokenStream input) {
            return new CJKBigramFilter(input, scripts, outputUnigrams);
        }
    }

    private KoreanAnalysis() {}
}
