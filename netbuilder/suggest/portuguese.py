"""What a Portuguese course calls things, behind what a file calls them; each can mean one thing only."""

KINDS = {
    "activation": "ativação ativacao ativações ativacoes",
    "constraint": "restrição restricao",
    "initializer": "inicializador inicializadores inicialização inicializacao",
    "layer": "camada camadas",
    "loss": "perda perdas",
    "metric": "métrica métricas metrica metricas",
    "optimizer": "otimizador otimizadores",
    "regularizer": "regularizador regularizadores",
    "schedule": "cronograma cronogramas",
}

SECTIONS = {
    "nome": "name",
    "semente": "seed",
    "entrada": "input",
    "camadas": "layers",
    "compilar": "compile",
    "compilacao": "compile",
    "compilação": "compile",
    "inicializadores": "initializers",
    "tarefa": "task",
    "regras": "rules",
}

OPTIONS = {
    "activation": "ativacao ativação funcao_de_ativacao função_de_ativação",
    "filters": "filtros",
    "kernel_initializer": "inicializador inicializador_de_pesos inicializacao inicialização",
    "kernel_size": "tamanho_do_filtro tamanho_do_kernel",
    "layers": "camadas",
    "learning_rate": "taxa_de_aprendizado taxa_de_aprendizagem",
    "loss": "perda funcao_de_perda função_de_perda",
    "metrics": "metricas métricas",
    "optimizer": "otimizador optimizador",
    "pool_size": "tamanho_da_janela",
    "rate": "taxa",
    "times": "vezes",
    "units": "unidades neuronios neurônios",
    "use_bias": "usar_vies usar_viés",
}

NAMES = {
    "layer": {"Dense": "Densa", "Flatten": "Achatar", "repeat": "repetir"},
    "activation": {"sigmoid": "sigmoide"},
    "initializer": {
        "random_normal": "aleatorio_normal aleatório_normal normal_aleatoria normal_aleatória",
        "random_uniform": "aleatorio_uniforme aleatório_uniforme uniforme_aleatoria uniforme_aleatória",
        "truncated_normal": "normal_truncada",
    },
    "loss": {
        "categorical_crossentropy": "entropia_cruzada_categorica entropia_cruzada_categórica",
        "binary_crossentropy": "entropia_cruzada_binaria entropia_cruzada_binária",
        "mse": "erro_quadratico_medio erro_quadrático_médio",
        "mae": "erro_absoluto_medio erro_absoluto_médio",
    },
    "metric": {"accuracy": "acuracia acurácia", "precision": "precisao precisão", "recall": "revocacao revocação"},
    "optimizer": {"sgd": "gradiente_descendente"},
}
