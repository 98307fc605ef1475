package io.spillway.gateway.http.document;

import java.io.IOException;
import java.io.UncheckedIOException;

import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Swagger UI out of its jar, so that it works where there is no internet; of that jar nothing but what the page needs. */
@Configuration(proxyBeanMethods = false)
class SwaggerUi implements WebMvcConfigurer {

    private static final String JAR = "META-INF/maven/org.webjars/swagger-ui/pom.properties";

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry resources) {
        resources.addResourceHandler("/swagger-ui/{ours:index\\.html|page\\.js}")
                .addResourceLocations("classpath:/swagger-ui/")
                .setCacheControl(CacheControl.noCache());
        resources.addResourceHandler("/swagger-ui/{theirs:swagger-ui\\.css|swagger-ui-bundle\\.js|favicon-32x32\\.png}")
                .addResourceLocations("classpath:/META-INF/resources/webjars/swagger-ui/" + version() + "/")
                .setCacheControl(CacheControl.noCache());
    }

    @Override
    public void addViewControllers(ViewControllerRegistry views) {
        for (String typed : new String[]{"/swagger-ui", "/swagger-ui/", "/swagger-ui.html"}) {
            views.addRedirectViewController(typed, "/swagger-ui/index.html");
        }
    }

    private static String version() {
        try {
            return PropertiesLoaderUtils.loadProperties(new ClassPathResource(JAR)).getProperty("version");
        } catch (IOException notOnTheClasspath) {
            throw new UncheckedIOException(notOnTheClasspath);
        }
    }
}
