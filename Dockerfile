# One service's image: docker build --build-arg MODULE=api-gateway .
FROM eclipse-temurin:25-jdk AS build
ARG MODULE
WORKDIR /source
COPY . .
RUN ./mvnw -B -q --no-transfer-progress -pl ${MODULE} -am package -DskipTests \
 && java -Djarmode=tools -jar ${MODULE}/target/${MODULE}-exec.jar extract --destination /app \
 && mv /app/${MODULE}-exec.jar /app/app.jar

FROM eclipse-temurin:25-jre
RUN useradd --system --no-create-home spillway
WORKDIR /app
COPY --from=build /app ./
USER spillway
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=75", "-jar", "app.jar"]
